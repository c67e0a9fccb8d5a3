package dev.serval.control.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whose pages may open a WebSocket. A browser lets any page open one to any server, with the user's
 * cookies, and says only where the page comes from (RFC 6455 section 10.2). Pure.
 *
 * @param allowed {@code *}, or hosts: {@code [scheme://][*.]host[:port]}
 */
public record Origins(List<String> allowed) {

    private static final Pattern PATTERN =
            Pattern.compile(
                    "\\*|((https?|[a-z][a-z0-9+.-]*)://)?(\\*\\.)?"
                            + "([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

    /** Copies what is allowed, in lower case. */
    public Origins {
        allowed = allowed.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a pattern is well-formed. */
    public static boolean isPattern(String text) {
        return PATTERN.matcher(text).matches();
    }

    /**
     * Whether a page of this origin may.
     *
     * @param origin the Origin field; empty for a client that is no browser
     * @param host the Host field: pages of our own always may
     */
    public boolean allows(String origin, String host) {
        String from = origin.toLowerCase(Locale.ROOT);
        int mark = from.indexOf("://");
        if (from.isEmpty() || allowed.contains("*")) {
            return true;
        }
        if (mark < 0) {
            return false;
        }
        String scheme = from.substring(0, mark);
        String authority = bare(scheme, from.substring(mark + 3));
        if (authority.equals(bare(scheme, host.toLowerCase(Locale.ROOT)))) {
            return true;
        }
        return allowed.stream().anyMatch(pattern -> matches(pattern, scheme, authority));
    }

    private static boolean matches(String pattern, String scheme, String authority) {
        int mark = pattern.indexOf("://");
        if (mark >= 0 && !pattern.substring(0, mark).equals(scheme)) {
            return false;
        }
        String wanted = bare(scheme, mark < 0 ? pattern : pattern.substring(mark + 3));
        if (!wanted.startsWith("*.")) {
            return authority.equals(wanted);
        }
        String suffix = wanted.substring(1);
        return authority.endsWith(suffix) && authority.length() > suffix.length();
    }

    /** Without the port that the scheme means anyway. */
    private static String bare(String scheme, String authority) {
        String usual = scheme.equals("https") || scheme.equals("wss") ? ":443" : ":80";
        return authority.endsWith(usual)
                ? authority.substring(0, authority.length() - usual.length())
                : authority;
    }
}
