package dev.serval.router.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a file that a Range field asks for (RFC 9110 section 14). Pure. */
final class Ranges {

    /** Honest clients ask for a few; many small ones are an attack on us. */
    private static final int MOST = 16;

    private static final int MAX_DIGITS = 18;

    /**
     * @param from the first byte
     * @param to the last byte, itself a part of it
     */
    record Span(long from, long to) {
        long length() {
            return to - from + 1;
        }
    }

    private Ranges() {}

    /**
     * @return null if the field does not count, so that the whole file is sent; none if nothing of
     *     what it asks for is there: 416
     */
    static @Nullable List<Span> parse(String field, long size) {
        if (!field.startsWith("bytes=")) {
            return null;
        }
        String[] items = field.substring("bytes=".length()).split(",", -1);
        List<Span> spans = new ArrayList<>();
        long total = 0;
        for (String item : items) {
            String text = item.strip();
            int dash = text.indexOf('-');
            if (dash < 0
                    || !isNumber(text.substring(0, dash))
                    || !isNumber(text.substring(dash + 1))) {
                return null;
            }
            Span span = span(text.substring(0, dash), text.substring(dash + 1), size);
            if (span == null) {
                return null;
            }
            if (span.length() > 0) {
                spans.add(span);
                total += span.length();
            }
        }
        boolean abuse = spans.size() > MOST || (spans.size() > 1 && total > size);
        return abuse ? null : spans;
    }

    /** Null if it is malformed; of length zero if there is nothing of it. */
    private static @Nullable Span span(String first, String last, long size) {
        if (first.isEmpty()) {
            if (last.isEmpty()) {
                return null;
            }
            long suffix = number(last);
            return new Span(Math.max(0, size - suffix), size - 1);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return null;
        }
        return from >= size ? new Span(0, -1) : new Span(from, Math.min(to, size - 1));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long number(String text) {
        return text.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
    }
}
