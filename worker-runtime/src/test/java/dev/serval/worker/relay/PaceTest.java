package dev.serval.worker.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long QUICK = 5_000;
    private static final long SLOW = 20_000_000;

    private final Pace pace = new Pace();

    @Test
    void whatIsNotKnownYetIsTakenToBeQuick() {
        assertThat(pace.brisk(0)).isTrue();
    }

    @Test
    void anApplicationThatIsSlowIsFoundOutInAFewRequests() {
        took(SLOW, 3);

        assertThat(pace.brisk(0)).isFalse();
    }

    @Test
    void oneSlowRequestAmongQuickOnesChangesNothingForTheNext() {
        took(QUICK, 20);
        took(SLOW, 1);

        assertThat(pace.brisk(0)).isTrue();
    }

    @Test
    void anApplicationThatHasBecomeQuickIsFoundOutToo() {
        took(SLOW, 100);
        took(QUICK, 20);

        assertThat(pace.brisk(0)).isTrue();
    }

    @Test
    void theLongerARequestTakesTheFewerWaitForEachOther() {
        took(40_000, 100);

        assertThat(pace.brisk(4)).isTrue();
        assertThat(pace.brisk(8)).isFalse();
    }

    private void took(long nanos, int times) {
        for (int i = 0; i < times; i++) {
            pace.took(nanos);
        }
    }
}
