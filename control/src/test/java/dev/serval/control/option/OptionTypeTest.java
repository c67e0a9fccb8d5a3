package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTypeTest {

    private static final OptionType<Long> ANY_SIZE = OptionType.size(0, Long.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({
        "5, PT5S",
        "5s, PT5S",
        "5 s, PT5S",
        "500ms, PT0.5S",
        "2m, PT2M",
        "3h, PT3H",
        "1d, PT24H",
        "0, PT0S",
    })
    void aBareNumberIsSeconds(String text, Duration duration) {
        assertThat(OptionType.TIME.parser().apply(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-5", "5 weeks", "1.5s", "5S", "1234567890"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OptionType.TIME.parser().apply(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1024, 1024",
        "8k, 8192",
        "8K, 8192",
        "8 kb, 8192",
        "2m, 2097152",
        "1G, 1073741824",
        "5b, 5",
    })
    void aSizeIsBytesOrMany(String text, long bytes) {
        assertThat(ANY_SIZE.parser().apply(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17179869184g", "8589934592g", "999999999999g"})
    void aSizeIsRefusedBeforeItOverflows(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ANY_SIZE.parser().apply(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1t", "1.5k", "1kk"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ANY_SIZE.parser().apply(text));
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "ON, true",
        "yes, true",
        "1, true",
        "false, false",
        "off, false",
        "No, false",
        "0, false"
    })
    void aFlagHasSeveralWords(String text, boolean flag) {
        assertThat(OptionType.FLAG.parser().apply(text)).isEqualTo(flag);
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "512, true",
        "0, false",
        "513, false",
        "-1, false",
        "1e2, false",
        "99999999999999999999, false"
    })
    void aNumberIsWithinItsBounds(String text, boolean taken) {
        OptionType<Integer> type = OptionType.integer(1, 512);

        if (taken) {
            assertThat(type.parser().apply(text)).hasToString(text);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> type.parser().apply(text));
        }
    }
}
