package dev.serval.app;

import java.time.Duration;

/**
 * Numbers of the application's own, shown by the server beside its own: added up over all workers,
 * those that are gone included. They reach the server once a second. Any thread.
 *
 * <p>A name is letters, digits and {@code _}, and begins with a letter; it stays the kind of number
 * that it was first. Labels are pairs of a name and a value: {@code "kind", "book"}. Each
 * combination is a series of its own, and a worker has at most 500: a label must not be something
 * that clients make up. What is beyond that is not counted, and said once in the log.
 *
 * <p>A name, a label or an amount that cannot be is an {@link IllegalArgumentException}.
 */
public interface Metrics {

    /** Counts nothing; for tests of an application. */
    Metrics NONE =
            new Metrics() {
                @Override
                public void count(String name, long by, String... labels) {}

                @Override
                public void gauge(String name, double value, String... labels) {}

                @Override
                public void time(String name, Duration took, String... labels) {}
            };

    /**
     * Something has happened.
     *
     * @param by how often, 0 and up
     */
    void count(String name, long by, String... labels);

    /**
     * Something that goes up and down is this large now; of several workers the sum is shown.
     *
     * @param value any number but NaN and the infinities
     */
    void gauge(String name, double value, String... labels);

    /**
     * Something took this long; shown as a histogram.
     *
     * @param took zero and up, microseconds count
     */
    void time(String name, Duration took, String... labels);
}
