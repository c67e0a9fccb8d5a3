package dev.serval.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.http.ClientClock.Due;
import dev.serval.http.ClientClock.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientClockTest {

    private static final long SECOND = 1_000_000_000L;

    private final ClientClock clock =
            new ClientClock(
                    new Patience(
                            Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(60)),
                    0);

    @Test
    void aConnectionThatSaysNothingIsClosedWithoutAnAnswer() {
        assertThat(clock.due(10 * SECOND, 0)).isEqualTo(Due.NOTHING);
        assertThat(clock.due(11 * SECOND, 0)).isEqualTo(Due.CLOSE);
    }

    @Test
    void aHeadIsLateCountedFromItsFirstByteHoweverOftenMoreComes() {
        clock.arrived(false, 5 * SECOND);
        clock.arrived(false, 14 * SECOND);

        assertThat(clock.due(15 * SECOND, 0)).isEqualTo(Due.NOTHING);
        assertThat(clock.due(16 * SECOND, 0)).isEqualTo(Due.HEAD_LATE);
    }

    @Test
    void silenceInARequestIsCountedFromTheLastThatMoved() {
        clock.working(SECOND);
        clock.working(50 * SECOND);

        assertThat(clock.due(110 * SECOND, 0)).isEqualTo(Due.NOTHING);
        assertThat(clock.due(111 * SECOND, 0)).isEqualTo(Due.SILENT);
    }

    @Test
    void aTrickleOfABodyIsSilenceToo() {
        clock.working(0);
        clock.working(60 * SECOND);

        assertThat(clock.due(60 * SECOND, 3999)).isEqualTo(Due.SILENT);
        assertThat(clock.due(60 * SECOND, 4000)).isEqualTo(Due.NOTHING);
    }

    @Test
    void aKeptConnectionIsClosedWhenItWasIdleTooLong() {
        clock.working(0);
        clock.idle(SECOND);

        assertThat(clock.due(76 * SECOND, 0)).isEqualTo(Due.NOTHING);
        assertThat(clock.due(77 * SECOND, 0)).isEqualTo(Due.CLOSE);
    }

    @Test
    void aLastAnswerHasHalfAMinute() {
        clock.leaving(0);
        clock.working(29 * SECOND);

        assertThat(clock.due(30 * SECOND, 0)).isEqualTo(Due.NOTHING);
        assertThat(clock.due(31 * SECOND, 0)).isEqualTo(Due.CLOSE);
    }
}
