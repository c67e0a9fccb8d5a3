package dev.serval.master.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {

    private final Lifetime lifetime = new Lifetime(Duration.ofSeconds(2), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "2, 2", "30, 30", "60, 60", "86400, 60", "-1, 2"})
    void anAnswerCountsAsLongAsItSaysWithinBounds(long ttl, long seconds) {
        assertThat(lifetime.after(ttl)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 60, 5", "10, 60, 10", "1, 3, 3"})
    void afterAFailureItIsAskedAgainInFiveSecondsWithinThem(long least, long most, long seconds) {
        Lifetime other = new Lifetime(Duration.ofSeconds(least), Duration.ofSeconds(most));

        assertThat(other.afterFailure()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
