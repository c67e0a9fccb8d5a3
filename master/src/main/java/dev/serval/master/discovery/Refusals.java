package dev.serval.master.discovery;

import java.util.Optional;

/** Counts packets that are not taken, and says so now and then. Pure; time is milliseconds. */
final class Refusals {

    private static final long QUIET_MILLIS = 10_000;

    private long count;
    private long toldAt;
    private boolean told;

    /**
     * One more.
     *
     * @return the line for the log, if it is time for one
     */
    Optional<String> add(String from, String why, long now) {
        count++;
        if (told && now - toldAt < QUIET_MILLIS) {
            return Optional.empty();
        }
        String line =
                "subscriptions: %d packets refused, the last from %s: %s"
                        .formatted(count, from, why);
        told = true;
        toldAt = now;
        count = 0;
        return Optional.of(line);
    }
}
