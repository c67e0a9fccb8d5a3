package dev.serval.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and when a job that fails is run again: after the delay, then after twice, four times
 * and so on of it, at most an hour, each time a quarter more or less.
 *
 * @param maxAttempts after this many it is dead, 1 to 999
 * @param delay after the first attempt
 */
public record RetryRules(int maxAttempts, Duration delay) {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 30;
    private static final double JITTER = 0.25;

    /**
     * What becomes of a job that has failed, the jitter by chance.
     *
     * @param wanted how long the job wants to wait; empty for as long as is usual
     */
    public Fate fate(JobName name, Optional<Duration> wanted, String why, Instant now) {
        double chance = ThreadLocalRandom.current().nextDouble();
        return fate(name.attempt(), wanted, why, now, chance);
    }

    /**
     * What becomes of it.
     *
     * @param attempt that has failed, 1 and up
     * @param wanted how long the job wants to wait; empty for as long as is usual
     * @param chance 0 to 1, of the jitter
     */
    Fate fate(int attempt, Optional<Duration> wanted, String why, Instant now, double chance) {
        if (attempt >= maxAttempts) {
            return new Fate.Dead("%s (attempt %d of %d)".formatted(why, attempt, maxAttempts));
        }
        return new Fate.Again(now.plus(wanted.orElseGet(() -> backoff(attempt, chance))));
    }

    private Duration backoff(int attempt, double chance) {
        int doublings = Math.min(attempt - 1, MOST_DOUBLINGS);
        double millis =
                Math.min(
                        delay.toMillis() * (double) (1L << doublings), (double) LONGEST.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 + JITTER * (2 * chance - 1))));
    }
}
