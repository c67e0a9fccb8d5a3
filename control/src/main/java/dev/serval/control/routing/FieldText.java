package dev.serval.control.routing;

import java.util.List;
import java.util.Locale;

/** What may be a header field (RFC 9110 section 5). Pure. */
final class FieldText {

    private static final String MARKS = "!#$%&'*+-.^_`|~";

    /** The end of a message and its connection are the server's. */
    private static final List<String> OURS =
            List.of(
                    "connection",
                    "content-length",
                    "date",
                    "expect",
                    "keep-alive",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "x-request-id");

    private FieldText() {}

    static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c ->
                                (c < 128 && Character.isLetterOrDigit(c)) || MARKS.indexOf(c) >= 0);
    }

    /** No line end, no other control character, nothing but ASCII. */
    static boolean isValue(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
    }

    /** Whether only the server may say it. */
    static boolean isOurs(String name) {
        return OURS.contains(name.toLowerCase(Locale.ROOT));
    }
}
