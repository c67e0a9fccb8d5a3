package dev.serval.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    @Test
    void namesAreFoundWithoutCaseAndOrderIsKept() {
        Headers headers = Headers.of("Set-Cookie", "a=1", "X-A", "b", "set-cookie", "c=2");

        assertThat(headers.all("SET-COOKIE")).containsExactly("a=1", "c=2");
        assertThat(headers.first("x-a")).contains("b");
        assertThat(headers.without("set-COOKIE")).isEqualTo(Headers.of("X-A", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\0b", "snowman \u2603"})
    void aValueThatCouldBreakOutOfItsLineIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.of("X-A", value))
                .withMessageNotContaining("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X A", "X:", "X\r\nY", "\u00e9"})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(name, "x"));
    }

    @Test
    void valuesDoNotShowInText() {
        assertThat(Headers.of("Authorization", "secret")).hasToString("[authorization]");
    }
}
