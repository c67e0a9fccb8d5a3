package dev.serval.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fields that belong to one connection and are not passed on (RFC 9110 section 7.6.1), and {@code
 * Proxy}, which as a variable would set the application's outgoing proxy.
 */
final class HopByHop {

    private static final AsciiString[][] BY_LENGTH =
            byLength(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "expect",
                    "proxy");

    /** What a Connection field cannot take away: the end of the message and its host. */
    private static final Set<AsciiString> END_TO_END =
            Set.of(
                    AsciiString.of("content-length"),
                    AsciiString.of("host"),
                    AsciiString.of("content-type"));

    private HopByHop() {}

    private static AsciiString[][] byLength(String... names) {
        int longest = Stream.of(names).mapToInt(String::length).max().orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length ->
                        Stream.of(names)
                                .filter(name -> name.length() == length)
                                .map(AsciiString::of)
                                .toArray(AsciiString[]::new))
                .toArray(AsciiString[][]::new);
    }

    /**
     * What the Connection fields of a message say, all of them; null if there are none, or they
     * name what stays behind anyway.
     */
    static @Nullable String connection(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.CONNECTION)) {
            return null;
        }
        List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
        return values.size() == 1 && isHop(values.get(0)) ? null : String.join(",", values);
    }

    /**
     * @param connection what {@link #connection} said of the message
     */
    static boolean has(CharSequence name, @Nullable String connection) {
        return isHop(name) || (connection != null && isNamed(name, connection));
    }

    private static boolean isHop(CharSequence name) {
        if (name.length() >= BY_LENGTH.length) {
            return false;
        }
        for (AsciiString hop : BY_LENGTH[name.length()]) {
            if (hop.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamed(CharSequence name, String connection) {
        for (AsciiString field : END_TO_END) {
            if (field.contentEqualsIgnoreCase(name)) {
                return false;
            }
        }
        for (String option : connection.split(",", -1)) {
            if (option.trim().contentEquals(name)
                    || AsciiString.contentEqualsIgnoreCase(option.trim(), name)) {
                return true;
            }
        }
        return false;
    }
}
