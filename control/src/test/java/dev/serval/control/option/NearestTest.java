package dev.serval.control.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.table.Options;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "proceses, processes",
        "porcesses, processes",
        "theads, threads",
        "htp, http",
        "http-timout, http-timeout",
        "buffersize, buffer-size",
        "statz, stats",
    })
    void aSlipOfTheHandIsUnderstood(String word, String meant) {
        assertThat(Nearest.to(word, Options.words())).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "x", "''", "thunder"})
    void aWordLikeNoOtherIsNot(String word) {
        assertThat(Nearest.to(word, List.of("processes", "threads", "thunder-lock"))).isEmpty();
    }

    @Test
    void nothingIsNearWhereNothingIsKnown() {
        assertThat(Nearest.to("a", List.of())).isEmpty();
    }
}
