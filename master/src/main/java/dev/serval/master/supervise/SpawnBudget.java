package dev.serval.master.supervise;

import java.time.Duration;

/**
 * How long one slot waits before its next process: not at all after the first death, then 100 ms,
 * doubling to 30 s, and from the start again once a process has served for ten seconds.
 *
 * <p>Per slot, so a crash loop never slows down its neighbours or the master (uWSGI's master
 * sleeps).
 */
final class SpawnBudget {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PROVEN = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 9;

    private int deaths;

    /**
     * A process of this slot has died.
     *
     * @param served how long it had been ready; zero if it never was
     * @return how long to wait before the next one
     */
    Duration died(Duration served) {
        deaths = served.compareTo(PROVEN) >= 0 ? 1 : deaths + 1;
        if (deaths == 1) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(deaths - 2, MAX_DOUBLINGS));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /** Deaths in a row. */
    int deaths() {
        return deaths;
    }
}
