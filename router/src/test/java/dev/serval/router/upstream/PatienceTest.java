package dev.serval.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

    private static final Patience PATIENCE =
            Patience.of(List.of("/=30s", "/reports=5m", "/reports/live=0"));

    @ParameterizedTest
    @CsvSource({
        "/, PT30S",
        "/reports, PT5M",
        "/reports?a=/reports/live, PT5M",
        "/reports/2026, PT5M",
        "/reports/live/1, PT0S",
        "/reportage, PT30S",
    })
    void theLongestPrefixOfThePathCounts(String target, Duration limit) {
        assertThat(PATIENCE.of(target)).isEqualTo(limit);
    }

    @Test
    void whereNothingIsSaidThereIsNoLimit() {
        assertThat(Patience.of(List.of()).of("/")).isZero();
    }
}
