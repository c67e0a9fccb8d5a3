package dev.serval.http;

import dev.serval.http.Verdict.Refuse;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * The path and the query of a request target (RFC 9112 section 3.2).
 *
 * <p>Decoded once, then freed of dot segments, so that no encoding of {@code ..} is left for
 * anybody further on.
 *
 * @param path decoded, as ISO-8859-1 characters, starting with a slash, or {@code *}
 * @param query what follows the first question mark, undecoded
 * @param fault why the target is refused; {@link Verdict#PASS} if it is not
 */
public record TargetPath(String path, String query, Verdict fault) {

    private static final TargetPath ASTERISK = new TargetPath("*", "", Verdict.PASS);

    /** Reads a target; never throws. */
    public static TargetPath parse(HttpMethod method, String target) {
        if (target.equals("*")) {
            return method.equals(HttpMethod.OPTIONS)
                    ? ASTERISK
                    : refused("the target * is for OPTIONS only");
        }
        int start = pathStart(target);
        if (start < 0) {
            return refused("the target does not start with a slash");
        }
        int question = target.indexOf('?', start);
        int end = question < 0 ? target.length() : question;
        String query = question < 0 ? "" : target.substring(question + 1);
        if (hasForbidden(target)) {
            return refused("the target has a character that must be encoded");
        }
        String raw = start == end ? "/" : target.substring(start, end);
        return plain(raw) ? new TargetPath(raw, query, Verdict.PASS) : decode(raw, query);
    }

    /** The authority of a target in absolute form; null for any other. */
    static @Nullable String authority(String target) {
        int from = authorityStart(target);
        if (from < 0) {
            return null;
        }
        int end = from;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return target.substring(from, end);
    }

    private static int pathStart(String target) {
        if (target.startsWith("/")) {
            return 0;
        }
        String authority = authority(target);
        if (authority == null || !Tokens.isAuthority(authority)) {
            return -1;
        }
        return authorityStart(target) + authority.length();
    }

    private static int authorityStart(String target) {
        for (String scheme : new String[] {"http://", "https://"}) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return -1;
    }

    /** Neither an escape nor a dot segment nor an empty one: the common case. */
    private static boolean plain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || (c == '.' && i > 0 && raw.charAt(i - 1) == '/')) {
                return false;
            }
        }
        return raw.startsWith("/");
    }

    private static boolean hasForbidden(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '#') {
                return true;
            }
        }
        return false;
    }

    private static TargetPath decode(String raw, String query) {
        StringBuilder decoded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                decoded.append(c);
                continue;
            }
            int value = escape(raw, i);
            if (value < 0) {
                return refused("the path has a malformed escape");
            }
            if (value < ' ' || value == 0x7f) {
                return refused("the path has an encoded control character");
            }
            decoded.append((char) value);
            i += 2;
        }
        return withoutDots(decoded.toString(), query);
    }

    /** The byte that the escape at {@code i} stands for; -1 if it is none. */
    private static int escape(String raw, int i) {
        if (i + 2 >= raw.length()) {
            return -1;
        }
        int high = hex(raw.charAt(i + 1));
        int low = hex(raw.charAt(i + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static TargetPath withoutDots(String decoded, String query) {
        StringBuilder out = new StringBuilder(decoded.length());
        int at = 0;
        while (at < decoded.length()) {
            int next = decoded.indexOf('/', at + 1);
            int end = next < 0 ? decoded.length() : next;
            String segment = decoded.substring(at + 1, end);
            switch (segment) {
                case "." -> closeAt(out, next);
                case ".." -> {
                    if (out.isEmpty()) {
                        return refused("the path leaves the root");
                    }
                    out.setLength(out.lastIndexOf("/"));
                    closeAt(out, next);
                }
                default -> out.append('/').append(segment);
            }
            at = end;
        }
        return new TargetPath(out.isEmpty() ? "/" : out.toString(), query, Verdict.PASS);
    }

    /** A dot segment at the very end leaves its slash (RFC 3986 section 5.2.4). */
    private static void closeAt(StringBuilder out, int next) {
        if (next < 0) {
            out.append('/');
        }
    }

    private static TargetPath refused(String why) {
        return new TargetPath("/", "", new Refuse(400, why));
    }
}
