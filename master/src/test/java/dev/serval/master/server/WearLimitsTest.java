package dev.serval.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.master.server.WearLimits.Wear;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WearLimitsTest {

    private static final long MIB = 1 << 20;
    private static final WearLimits LIMITS =
            new WearLimits(
                    100,
                    50,
                    Duration.ofHours(1),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(10),
                    200 * MIB,
                    4000 * MIB,
                    500 * MIB);
    private static final WearLimits NONE =
            new WearLimits(0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 0);

    @Test
    void withoutLimitsNobodyIsWorn() {
        assertThat(NONE.exceeded(new Wear(1 << 30, Duration.ofDays(99), 1L << 40, 1L << 40), 0))
                .isEmpty();
        assertThat(NONE.evil(new Wear(0, Duration.ZERO, 1L << 40, 0))).isEmpty();
    }

    @Test
    void requestsCountWithTheirJitter() {
        assertThat(LIMITS.exceeded(wear(99), 0)).isEmpty();
        assertThat(LIMITS.exceeded(wear(100), 0)).contains("has served 100 requests");
        assertThat(LIMITS.exceeded(wear(149), 1)).isEmpty();
        assertThat(LIMITS.exceeded(wear(150), 1)).contains("has served 150 requests");
    }

    @Test
    void aYoungWorkerIsNotWornByRequestsOrMemory() {
        assertThat(LIMITS.exceeded(new Wear(999, Duration.ofSeconds(9), 999 * MIB, 0), 0))
                .isEmpty();
    }

    @Test
    void ageCountsWithItsJitter() {
        assertThat(LIMITS.exceeded(new Wear(0, Duration.ofMinutes(60), 0, 0), 0))
                .contains("has lived for 3600 s");
        assertThat(LIMITS.exceeded(new Wear(0, Duration.ofMinutes(69), 0, 0), 1)).isEmpty();
        assertThat(LIMITS.exceeded(new Wear(0, Duration.ofMinutes(70), 0, 0), 1)).isPresent();
    }

    @Test
    void memoryCounts() {
        assertThat(LIMITS.exceeded(new Wear(0, Duration.ofMinutes(1), 201 * MIB, 0), 0))
                .contains("takes 201 MiB of memory");
        assertThat(LIMITS.exceeded(new Wear(0, Duration.ofMinutes(1), 0, 4001 * MIB), 0))
                .contains("takes 4001 MiB of address space");
        assertThat(LIMITS.evil(new Wear(0, Duration.ZERO, 501 * MIB, 0)))
                .contains("takes 501 MiB of memory");
    }

    private static Wear wear(long requests) {
        return new Wear(requests, Duration.ofMinutes(1), 0, 0);
    }
}
