package dev.serval.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields that belong to one connection and are not passed on (RFC 9110 section 7.6.1), and {@code
 * Proxy}, which as a variable would set the application's outgoing proxy.
 */
final class HopByHop {

    private static final Set<AsciiString> NAMES =
            Set.of(
                    AsciiString.of("connection"),
                    AsciiString.of("keep-alive"),
                    AsciiString.of("proxy-connection"),
                    AsciiString.of("te"),
                    AsciiString.of("trailer"),
                    AsciiString.of("transfer-encoding"),
                    AsciiString.of("upgrade"),
                    AsciiString.of("expect"),
                    AsciiString.of("proxy"));

    /** What a Connection field cannot take away: the end of the message and its host. */
    private static final Set<AsciiString> END_TO_END =
            Set.of(
                    AsciiString.of("content-length"),
                    AsciiString.of("host"),
                    AsciiString.of("content-type"));

    private HopByHop() {}

    /** What the Connection fields of a message say, all of them; null if there are none. */
    static @Nullable String connection(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONNECTION)
                ? String.join(",", headers.getAll(HttpHeaderNames.CONNECTION))
                : null;
    }

    /**
     * @param connection what {@link #connection} said of the message
     */
    static boolean has(CharSequence name, @Nullable String connection) {
        for (AsciiString hop : NAMES) {
            if (hop.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return connection != null && isNamed(name, connection);
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
