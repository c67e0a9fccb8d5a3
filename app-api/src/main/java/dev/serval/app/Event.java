package dev.serval.app;

import java.time.Duration;

/**
 * One event of an {@link EventStream}, immutable. Empty text and a duration of zero mean that the
 * field is not sent.
 *
 * @param id what a client that comes back says as {@code Last-Event-ID}; one line, no NUL
 * @param name the event's type; one line; a browser takes {@code message} where there is none
 * @param data any text; each of its lines becomes a {@code data} field
 * @param retry how long a client that lost the stream should wait before it comes back
 */
public record Event(String id, String name, String data, Duration retry) {

    /**
     * @throws IllegalArgumentException if id or name has a line break or a NUL, or retry is
     *     negative
     */
    public Event {
        check("id", id);
        check("name", name);
        if (retry.isNegative()) {
            throw new IllegalArgumentException("retry is negative");
        }
    }

    /** An event with data only. */
    public static Event of(String data) {
        return new Event("", "", data, Duration.ZERO);
    }

    /** The same event of this type. */
    public Event named(String type) {
        return new Event(id, type, data, retry);
    }

    /** The same event with this id. */
    public Event withId(String text) {
        return new Event(text, name, data, retry);
    }

    /** The same event, with advice for a client that loses the stream. */
    public Event withRetry(Duration after) {
        return new Event(id, name, data, after);
    }

    /** As it is sent (HTML standard, section 9.2.5). */
    String text() {
        StringBuilder out = new StringBuilder();
        field(out, "id", id);
        field(out, "event", name);
        if (!retry.isZero()) {
            field(out, "retry", Long.toString(retry.toMillis()));
        }
        for (String line : data.split("\r\n|\r|\n", -1)) {
            out.append("data: ").append(line).append('\n');
        }
        return out.append('\n').toString();
    }

    private static void field(StringBuilder out, String key, String value) {
        if (!value.isEmpty()) {
            out.append(key).append(": ").append(value).append('\n');
        }
    }

    private static void check(String what, String text) {
        if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("the event's " + what + " has a line break or NUL");
        }
    }
}
