package dev.serval.control.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * So often, counted from 1970: whoever asks gets the same moments, before and after a restart.
 *
 * @param interval a second to a year
 */
record Every(Duration interval) implements Schedule {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(366);

    Every {
        if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "every %s: take a second to a year".formatted(interval));
        }
    }

    @Override
    public Instant after(Instant moment) {
        long millis = interval.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(moment.toEpochMilli(), millis) + 1) * millis);
    }

    @Override
    public String toString() {
        return "every " + interval.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
