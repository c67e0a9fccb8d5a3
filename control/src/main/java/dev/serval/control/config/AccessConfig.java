package dev.serval.control.config;

import java.time.Duration;

/**
 * What is written down of each request.
 *
 * @param format for {@code AccessFormat}; empty for no log
 * @param target for {@code AccessDestination}
 * @param all whether every request has a line, or those alone that the next three name
 * @param clientErrors those answered 4xx
 * @param serverErrors those answered 5xx
 * @param slow those that take at least as long; zero for none
 * @param believesForwarded whether X-Forwarded-For is written as the client's address, whoever says
 *     it
 */
public record AccessConfig(
        String format,
        String target,
        boolean all,
        boolean clientErrors,
        boolean serverErrors,
        Duration slow,
        boolean believesForwarded) {

    private static final int CLIENT_ERRORS = 4;
    private static final int SERVER_ERRORS = 5;
    private static final int CLASS = 100;
    private static final long NANOS_PER_MICRO = 1000;

    /** No log. */
    public static AccessConfig none() {
        return new AccessConfig("", "", false, false, false, Duration.ZERO, false);
    }

    /** Whether there is one. */
    public boolean logs() {
        return !format.isEmpty();
    }

    /** Whether such a request has a line. */
    public boolean wants(int status, long micros) {
        return all
                || (clientErrors && status / CLASS == CLIENT_ERRORS)
                || (serverErrors && status / CLASS == SERVER_ERRORS)
                || (!slow.isZero() && micros >= slow.toNanos() / NANOS_PER_MICRO);
    }

    Settings addTo(Settings to) {
        return to.put("access-format", format)
                .put("access-target", target)
                .put("access-all", all ? 1L : 0L)
                .put("access-4xx", clientErrors ? 1L : 0L)
                .put("access-5xx", serverErrors ? 1L : 0L)
                .put("access-slow", slow)
                .put("access-forwarded", believesForwarded ? 1L : 0L);
    }

    static AccessConfig of(Settings s) {
        return new AccessConfig(
                s.text("access-format"),
                s.text("access-target"),
                s.integer("access-all") == 1,
                s.integer("access-4xx") == 1,
                s.integer("access-5xx") == 1,
                s.duration("access-slow"),
                s.integer("access-forwarded") == 1);
    }
}
