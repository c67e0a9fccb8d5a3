package dev.serval.master.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifierTest {

    @Test
    void theWatchdogHearsTwiceInItsTime() {
        assertThat(Notifier.beat(Map.of("WATCHDOG_USEC", "30000000"), 7))
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aWatchdogOfSomebodyElseHearsNothing() {
        Map<String, String> other = Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "8");

        assertThat(Notifier.beat(other, 7)).isZero();
        assertThat(Notifier.beat(Map.of(), 7)).isZero();
        assertThat(Notifier.beat(Map.of("WATCHDOG_USEC", "soon"), 7)).isZero();
    }
}
