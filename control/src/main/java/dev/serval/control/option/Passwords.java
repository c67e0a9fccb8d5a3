package dev.serval.control.option;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords inside of URLs: {@code //USER:PASSWORD@HOST} and {@code ?password=...}. Pure. */
public final class Passwords {

    private static final Pattern BEFORE_HOST = Pattern.compile("(://[^/@\\s:]*):([^@/\\s]*)@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&;])(password=)([^&;\\s\"']*)([&;]?)");

    private Passwords() {}

    /** The same text, of the same length, with stars where a password is: for messages. */
    public static String masked(String text) {
        String first =
                BEFORE_HOST.matcher(text).replaceAll(m -> m.group(1) + ":" + stars(m, 2) + "@");
        return PARAMETER
                .matcher(first)
                .replaceAll(m -> m.group(1) + m.group(2) + stars(m, 3) + m.group(4));
    }

    private static String stars(MatchResult match, int group) {
        return "*".repeat(match.group(group).length());
    }

    /** The URL without it. */
    static String without(String url) {
        String first = BEFORE_HOST.matcher(url).replaceFirst("$1@");
        return PARAMETER.matcher(first).replaceFirst("$1").replaceFirst("[?&;]$", "");
    }

    /** The password in a URL; empty if it has none. */
    static String of(String url) {
        for (Pattern form : new Pattern[] {BEFORE_HOST, PARAMETER}) {
            Matcher found = form.matcher(url);
            if (found.find()) {
                String said = found.group(form.equals(BEFORE_HOST) ? 2 : 3);
                return url.startsWith("jdbc:h2:") ? said : decoded(said);
            }
        }
        return "";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
