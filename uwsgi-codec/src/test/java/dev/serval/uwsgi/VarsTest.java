package dev.serval.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarsTest {

    @Test
    void aRepeatedKeyKeepsAllItsValuesAndTheLastIsItsValue() {
        Vars vars = Vars.of("HTTP_X_DUP", "1", "HTTP_HOST", "h", "HTTP_X_DUP", "2");
        List<String> pairs = new ArrayList<>();
        vars.forEach((key, value) -> pairs.add(key + "=" + value));

        assertThat(pairs).containsExactly("HTTP_X_DUP=1", "HTTP_HOST=h", "HTTP_X_DUP=2");
        assertThat(vars.get("HTTP_X_DUP")).isEqualTo("2");
        assertThat(vars.count("HTTP_X_DUP")).isEqualTo(2);
        assertThat(vars.size()).isEqualTo(3);
    }

    @Test
    void aKeyIsFoundOnlyByItsExactName() {
        Vars vars = Vars.of("PATH_INFO", "/");

        assertThat(vars.get("PATH_INF")).isNull();
        assertThat(vars.get("PATH_INFO2")).isNull();
        assertThat(vars.get("path_info")).isNull();
        assertThat(vars.has("PATH_INFO")).isTrue();
        assertThat(vars.has("PATH_INF")).isFalse();
        assertThat(vars.count("")).isZero();
    }

    @Test
    void everyByteIsOneCharacter() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c <= 0xff; c++) {
            all.append(c);
        }

        assertThat(Vars.of("K", all).get("K")).isEqualTo(all.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\rb", "a\nb", "\n"})
    void breaksAreSeenInKeysAndInValues(String text) {
        assertThat(Vars.of("K", "v", "K", text).hasBreaks()).isTrue();
        assertThat(Vars.of(text, "v").hasBreaks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 40})
    void aBreakIsSeenWhereverItIs(int length) {
        for (int at = 0; at < length; at++) {
            StringBuilder text = new StringBuilder("\u00ff".repeat(length));
            assertThat(Vars.of("K", text).hasBreaks()).isFalse();
            text.setCharAt(at, '\t');
            assertThat(Vars.of("K", text).hasBreaks()).isFalse();
            for (char c : new char[] {0, '\r', '\n'}) {
                text.setCharAt(at, c);
                assertThat(Vars.of("K", text).hasBreaks()).as("%d at %d", (int) c, at).isTrue();
            }
        }
    }

    @Test
    void otherBytesAreNoBreaks() {
        assertThat(Vars.of("K", "\u0001\t \u007f\u00ff", "E", "").hasBreaks()).isFalse();
    }
}
