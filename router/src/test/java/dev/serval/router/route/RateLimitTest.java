package dev.serval.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final RateLimit limit = new RateLimit(SECOND, 3);

    @Test
    void afterTheBurstThereIsOneRequestASecond() {
        assertThat(new long[] {take("192.0.2.1", 0), take("192.0.2.1", 0), take("192.0.2.1", 0)})
                .containsOnly(0);
        assertThat(take("192.0.2.1", SECOND / 4)).isEqualTo(SECOND * 3 / 4);
        assertThat(take("192.0.2.1", SECOND)).isZero();
        assertThat(take("192.0.2.1", SECOND)).isEqualTo(SECOND);
    }

    @Test
    void aFullBucketHoldsTheBurstAndNoMore() {
        take("192.0.2.1", 0);
        for (int i = 0; i < 3; i++) {
            assertThat(take("192.0.2.1", 1000 * SECOND)).isZero();
        }

        assertThat(take("192.0.2.1", 1000 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void eachAddressHasABucketAndEachNetworkOfIpv6() {
        for (int i = 0; i < 3; i++) {
            take("2001:db8:0:1::" + i, 0);
        }

        assertThat(take("2001:db8:0:1:ffff::9", 0)).isEqualTo(SECOND);
        assertThat(take("2001:db8:0:2::1", 0)).isZero();
        assertThat(take("192.0.2.1", 0)).isZero();
    }

    @Test
    void aMillionAddressesDoNotFillTheMemory() {
        for (int i = 0; i < 1_000_000; i++) {
            take("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 0xff, i & 0xff), i);
        }

        assertThat(take("10.0.0.0", 1_000_000)).isZero();
    }

    private long take(String address, long now) {
        return limit.take(address, now);
    }
}
