package dev.serval.master.acme;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.master.acme.Renewal.Failures;
import dev.serval.master.acme.Renewal.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenewalTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration LIFE = Duration.ofDays(90);
    private static final List<String> SHOP = List.of("shop.test");
    private static final Held HELD = new Held(START, START.plus(LIFE), Set.of("shop.test"));

    @Test
    void aCertificateIsRenewedAfterTwoThirdsOfItsLifeAndALittle() {
        assertThat(Renewal.due(HELD, SHOP, Failures.NONE, 0)).isEqualTo(START.plus(60, DAYS));
        assertThat(Renewal.due(HELD, SHOP, Failures.NONE, 1))
                .isEqualTo(START.plus(60, DAYS).plus(LIFE.dividedBy(20)));
    }

    @Test
    void whereThereIsNoneForAllHostsItIsDueAtOnce() {
        assertThat(Renewal.due(null, SHOP, Failures.NONE, 1)).isEqualTo(Instant.EPOCH);
        assertThat(Renewal.due(HELD, List.of("shop.test", "www.shop.test"), Failures.NONE, 1))
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void eachFailureMakesTheNextTryLater() {
        Failures once = Failures.NONE.andNow(START);

        assertThat(Renewal.due(null, SHOP, once, 0)).isEqualTo(START.plusSeconds(60));
        assertThat(Renewal.due(null, SHOP, once.andNow(START), 0))
                .isEqualTo(START.plusSeconds(240));
        assertThat(Renewal.due(null, SHOP, new Failures(100, START), 0))
                .isEqualTo(START.plus(Duration.ofHours(12)));
    }

    @Test
    void aFailureDoesNotBringARenewalForward() {
        assertThat(Renewal.due(HELD, SHOP, Failures.NONE.andNow(START), 0))
                .isEqualTo(START.plus(60, DAYS));
    }
}
