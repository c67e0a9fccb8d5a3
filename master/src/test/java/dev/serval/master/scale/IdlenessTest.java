package dev.serval.master.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.master.scale.Idleness.Sight;
import dev.serval.master.scale.Idleness.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdlenessTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Sight QUIET = new Sight(false, 5, false, false);

    private final Idleness idleness = new Idleness(Duration.ofSeconds(10), NOON);

    @Test
    void workersGoWhenNobodyHasAskedForLongEnough() {
        idleness.look(QUIET, NOON);

        assertThat(idleness.look(QUIET, NOON.plusSeconds(9))).isEqualTo(Verdict.STAY);
        assertThat(idleness.look(QUIET, NOON.plusSeconds(10))).isEqualTo(Verdict.SLEEP);
    }

    @Test
    void aRequestThatCameAndWentBetweenTwoLooksCounts() {
        idleness.look(QUIET, NOON);
        idleness.look(new Sight(false, 6, false, false), NOON.plusSeconds(9));

        assertThat(idleness.look(new Sight(false, 6, false, false), NOON.plusSeconds(18)))
                .isEqualTo(Verdict.STAY);
    }

    @Test
    void aLongRequestIsNoSilence() {
        idleness.look(QUIET, NOON);
        idleness.look(new Sight(false, 5, true, false), NOON.plusSeconds(99));

        assertThat(idleness.look(QUIET, NOON.plusSeconds(100))).isEqualTo(Verdict.STAY);
    }

    @Test
    void whoWaitsWakesThem() {
        assertThat(idleness.look(new Sight(true, 0, false, false), NOON.plusSeconds(99)))
                .isEqualTo(Verdict.STAY);
        assertThat(idleness.look(new Sight(true, 0, false, true), NOON.plusSeconds(99)))
                .isEqualTo(Verdict.WAKE);
    }
}
