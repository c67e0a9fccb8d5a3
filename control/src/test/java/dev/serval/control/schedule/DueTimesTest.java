package dev.serval.control.schedule;

import static dev.serval.control.schedule.DueTimes.Turn.MISSED;
import static dev.serval.control.schedule.DueTimes.Turn.RUN;
import static dev.serval.control.schedule.DueTimes.Turn.STILL_RUNS;
import static dev.serval.control.schedule.DueTimes.Turn.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class DueTimesTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Schedule TENS = Schedule.cron("CRON_TZ=UTC */10 * * * *");

    @Test
    void aMomentIsAnsweredOnce() {
        DueTimes times = new DueTimes(TENS, false, NOON);

        assertThat(times.due()).isEqualTo(NOON.plusSeconds(600));
        assertThat(times.turn(NOON.plusSeconds(599), false)).isEqualTo(WAIT);
        assertThat(times.turn(NOON.plusSeconds(601), false)).isEqualTo(RUN);
        assertThat(times.last()).isEqualTo(NOON.plusSeconds(600));
        assertThat(times.turn(NOON.plusSeconds(601), false)).isEqualTo(WAIT);
    }

    @Test
    void whatStillRunsIsLeftOut() {
        DueTimes times = new DueTimes(TENS, false, NOON);

        assertThat(times.turn(NOON.plusSeconds(600), true)).isEqualTo(STILL_RUNS);
        assertThat(times.turn(NOON.plusSeconds(1200), false)).isEqualTo(RUN);
    }

    @Test
    void whatIsLateIsMissedOrMadeUpOnce() {
        DueTimes skipped = new DueTimes(TENS, false, NOON);
        DueTimes madeUp = new DueTimes(TENS, true, NOON);
        Instant later = NOON.plusSeconds(3 * 600 + 90);

        assertThat(skipped.turn(later, false)).isEqualTo(MISSED);
        assertThat(skipped.turn(later, false)).isEqualTo(WAIT);
        assertThat(madeUp.turn(later, false)).isEqualTo(RUN);
        assertThat(madeUp.turn(later, false)).isEqualTo(WAIT);
        assertThat(madeUp.due()).isEqualTo(NOON.plusSeconds(4 * 600));
    }

    @Test
    void aClockThatIsPutBackALittleBringsNothingAgain() {
        DueTimes times = new DueTimes(TENS, false, NOON);
        times.turn(NOON.plusSeconds(600), false);

        assertThat(times.turn(NOON.minusSeconds(3600), false)).isEqualTo(WAIT);
        assertThat(times.due()).isEqualTo(NOON.plusSeconds(1200));
    }

    @Test
    void aClockThatIsPutBackALotStartsAnew() {
        DueTimes times = new DueTimes(TENS, false, NOON);

        times.turn(NOON.minusSeconds(86_400), false);

        assertThat(times.due()).isEqualTo(NOON.minusSeconds(86_400 - 600));
    }
}
