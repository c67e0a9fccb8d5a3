package dev.serval.router.route;

/** Paths as rules see them. Pure. */
final class RoutePath {

    private RoutePath() {}

    /**
     * A decoded path without empty segments: many servers take {@code //admin} for {@code /admin},
     * so a rule must too.
     */
    static String of(String decoded) {
        if (!decoded.contains("//")) {
            return decoded;
        }
        StringBuilder path = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c != '/' || i == 0 || decoded.charAt(i - 1) != '/') {
                path.append(c);
            }
        }
        return path.toString();
    }

    /**
     * Whether some server may take the path for another one: a dot segment with a parameter is a
     * dot segment to those that cut parameters off.
     */
    static boolean isAmbiguous(String path) {
        return path.contains("/..;") || path.contains("/.;") || path.indexOf('\\') >= 0;
    }

    /** Escapes whatever is not plain in a path (RFC 3986 section 3.3). */
    static String escape(String decoded) {
        StringBuilder out = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "/-._~!$&'()*+,;=:@".indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append("%%%02X".formatted(c & 0xff));
            }
        }
        return out.toString();
    }
}
