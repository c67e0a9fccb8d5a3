package dev.serval.control.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1:3031 weight=1",
                "http://[::1]:80 weight=65535 priority=2 zone=a-b_c.1",
                "/run/a.sock weight=3 modifier1=0",
                "@name weight=1 priority=9 modifier1=255 zone=z"
            })
    void whatIsWrittenIsRead(String line) throws Exception {
        assertThat(BackendLine.of(BackendLine.parse(line))).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "'10.0.0.1:0', 1, 10",
        "'a b', 1, 1",
        "'10.0.0.1:1 weight=0', 12, 8",
        "'10.0.0.1:1  weight=x', 13, 8",
        "'10.0.0.1:1 weight', 12, 6",
        "'10.0.0.1:1 zone=', 12, 5",
        "'10.0.0.1:1 zone=ä', 12, 6",
        "'10.0.0.1:1 modifier1=256', 12, 13",
    })
    void aMistakeHasItsPlace(String line, int column, int width) {
        assertThatThrownBy(() -> BackendLine.parse(line))
                .isInstanceOfSatisfying(
                        BackendLine.Fault.class,
                        fault -> {
                            assertThat(fault.column()).isEqualTo(column);
                            assertThat(fault.width()).isEqualTo(width);
                        });
    }

    @Test
    void anEmptyLineIsNoBackend() {
        assertThatThrownBy(() -> BackendLine.parse("  "))
                .hasMessage("there is no backend in this line");
    }
}
