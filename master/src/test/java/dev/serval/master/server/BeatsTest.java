package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeatsTest {

    private static final long PID = 7;

    private final Beats beats = new Beats();

    @Test
    void whoHasSaidNothingYetIsNotSilent() {
        assertThat(beats.silence(PID, Instant.now())).isZero();
    }

    @Test
    void whatWasNotHeardBecauseNobodyListenedIsNoSilence() {
        beats.heard(PID);
        Instant later = Instant.now().plusSeconds(60);

        beats.excuse(Duration.ofSeconds(50), later);

        assertThat(beats.silence(PID, later))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    }

    @Test
    void whoWasHeardMeanwhileIsNotExcusedForTheFuture() {
        beats.heard(PID);
        Instant now = Instant.now();

        beats.excuse(Duration.ofSeconds(50), now);

        assertThat(beats.silence(PID, now.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }
}
