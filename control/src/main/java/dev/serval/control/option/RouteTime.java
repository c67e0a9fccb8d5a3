package dev.serval.control.option;

import java.time.Duration;

/**
 * A span of time for some paths: {@code /reports=5m}.
 *
 * @param prefix paths that are it or below it; starts with a slash
 * @param time how long
 */
public record RouteTime(String prefix, Duration time) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RouteTime parse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1 || !text.startsWith("/")) {
            throw new IllegalArgumentException(text);
        }
        return new RouteTime(
                text.substring(0, equals),
                OptionType.TIME.parser().apply(text.substring(equals + 1)));
    }

    /**
     * Whether a path is the prefix or below it; {@code /a} has {@code /a/b} below it, not {@code
     * /ab}.
     */
    public boolean covers(String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length()
                        || prefix.endsWith("/")
                        || path.charAt(prefix.length()) == '/');
    }

    /** As it is written. */
    @Override
    public String toString() {
        return prefix + "=" + time.toMillis() + "ms";
    }
}
