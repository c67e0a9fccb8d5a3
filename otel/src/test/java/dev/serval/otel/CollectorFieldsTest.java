package dev.serval.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectorFieldsTest {

    @Test
    void fieldsArePartedByCommasAndTheirValuesEscaped() {
        assertThat(CollectorFields.parse("authorization=Basic%20a+b==, x-team = shop "))
                .isEqualTo(Map.of("authorization", "Basic a+b==", "x-team", "shop"));
    }

    @Test
    void whatIsNoFieldIsLeftOut() {
        assertThat(CollectorFields.parse("")).isEmpty();
        assertThat(CollectorFields.parse("name,=x,a b=c,e=%0d%0aEvil: 1,f=%zz,g=1"))
                .isEqualTo(Map.of("g", "1"));
    }
}
