package dev.serval.router.files;

import dev.serval.router.files.Ranges.Span;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client already has of a file, and so what it is to be sent (RFC 9110 section 13). Pure.
 */
final class Preconditions {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
    private static final long NO_DATE = Long.MIN_VALUE;

    private Preconditions() {}

    /** 200, or 304 or 412 where that is all there is to say. */
    static int status(HttpHeaders headers, FileFacts file) {
        String match = list(headers, HttpHeaderNames.IF_MATCH);
        if (match != null) {
            if (!names(match, file.etag(), false)) {
                return 412;
            }
        } else {
            long unmodified = date(headers.get(HttpHeaderNames.IF_UNMODIFIED_SINCE));
            if (unmodified != NO_DATE && file.modified() > unmodified) {
                return 412;
            }
        }
        String none = list(headers, HttpHeaderNames.IF_NONE_MATCH);
        if (none != null) {
            return names(none, file.etag(), true) ? 304 : 200;
        }
        long since = date(headers.get(HttpHeaderNames.IF_MODIFIED_SINCE));
        return since != NO_DATE && file.modified() <= since ? 304 : 200;
    }

    /** The parts that are asked for; null for the whole file, none for 416. */
    static @Nullable List<Span> spans(HttpHeaders headers, FileFacts file) {
        String range = headers.get(HttpHeaderNames.RANGE);
        if (range == null || headers.getAll(HttpHeaderNames.RANGE).size() > 1) {
            return null;
        }
        String condition = headers.get(HttpHeaderNames.IF_RANGE);
        boolean same =
                condition == null
                        || (condition.equals(file.etag()) && !isWeak(condition))
                        || date(condition) == file.modified();
        return same ? Ranges.parse(range, file.size()) : null;
    }

    /** A weak one counts only where that is enough (RFC 9110 section 8.8.3.2). */
    private static boolean names(String list, String etag, boolean weak) {
        for (String item : list.split(",", -1)) {
            String tag = item.strip();
            boolean same = weak ? opaque(tag).equals(opaque(etag)) : tag.equals(etag);
            if (tag.equals("*") || (same && (weak || !isWeak(etag)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWeak(String tag) {
        return tag.startsWith("W/");
    }

    private static String opaque(String tag) {
        return isWeak(tag) ? tag.substring(2) : tag;
    }

    private static @Nullable String list(HttpHeaders headers, CharSequence name) {
        return headers.contains(name) ? String.join(",", headers.getAll(name)) : null;
    }

    private static long date(@Nullable String text) {
        if (text == null) {
            return NO_DATE;
        }
        try {
            return LocalDateTime.parse(text, DATE).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return NO_DATE;
        }
    }

    /** What a field says, in seconds since 1970; {@code otherwise} if it is none or no date. */
    static long seconds(@Nullable String text, long otherwise) {
        long seconds = date(text);
        return seconds == NO_DATE ? otherwise : seconds;
    }

    static String date(long seconds) {
        return DATE.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
    }
}
