package dev.serval.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins fields that come more than once into one value, at the place of the first (RFC 9110 section
 * 5.3); Cookie by its own rule (RFC 9113 section 8.2.3). Costs nothing where none is repeated.
 */
final class Repeats {

    private final HttpHeaders headers;
    private final boolean any;
    private @Nullable Set<String> written;

    Repeats(HttpHeaders headers) {
        this.headers = headers;
        this.any = headers.names().size() < headers.size();
    }

    /** Whether the field went out already, as part of an earlier one. */
    boolean written(CharSequence name) {
        return written != null && written.contains(lower(name));
    }

    CharSequence joined(CharSequence name, CharSequence value) {
        if (!any || headers.getAll(name).size() == 1) {
            return value;
        }
        if (written == null) {
            written = new HashSet<>();
        }
        written.add(lower(name));
        boolean cookie = AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.COOKIE, name);
        return String.join(cookie ? "; " : ", ", headers.getAll(name));
    }

    private static String lower(CharSequence name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
