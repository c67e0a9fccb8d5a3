package dev.serval.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map.Entry;
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
        this.any = mayRepeat(headers);
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

    /**
     * Whether two names, written in any case, may be the same one. Goes by their hashes, which is
     * never wrong when it says no.
     */
    private static boolean mayRepeat(HttpHeaders headers) {
        int[] hashes = new int[headers.size()];
        Iterator<Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = AsciiString.hashCode(fields.next().getKey());
        }
        Arrays.sort(hashes);
        for (int i = 1; i < hashes.length; i++) {
            if (hashes[i] == hashes[i - 1]) {
                return true;
            }
        }
        return false;
    }

    private static String lower(CharSequence name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
