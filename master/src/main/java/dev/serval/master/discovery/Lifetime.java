package dev.serval.master.discovery;

import java.time.Duration;

/**
 * When DNS is asked again. Pure.
 *
 * @param least after an answer, at least
 * @param most at most
 */
record Lifetime(Duration least, Duration most) {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** After an answer that counts for so many seconds. */
    Duration after(long ttlSeconds) {
        return within(Duration.ofSeconds(Math.max(0, ttlSeconds)));
    }

    /** After none. */
    Duration afterFailure() {
        return within(RETRY);
    }

    private Duration within(Duration wanted) {
        Duration atMost = wanted.compareTo(most) > 0 ? most : wanted;
        return atMost.compareTo(least) < 0 ? least : atMost;
    }
}
