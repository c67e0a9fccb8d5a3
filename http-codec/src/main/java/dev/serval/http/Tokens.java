package dev.serval.http;

/** The small grammars of RFC 9110 section 5.6 and RFC 3986 section 3.2. */
final class Tokens {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String HOST_MARKS = "-._~!$&'()*+,;=%";

    private Tokens() {}

    static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A host and perhaps a port: a name, an IPv4 address, or an IPv6 address in brackets. */
    static boolean isAuthority(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : endOfName(text);
        if (end <= 0) {
            return false;
        }
        if (text.startsWith("[") && !isAddress(text.substring(1, end - 1))) {
            return false;
        }
        String port = text.substring(end);
        return port.isEmpty()
                || (port.charAt(0) == ':'
                        && port.length() <= 6
                        && port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
    }

    private static int endOfName(String text) {
        int i = 0;
        while (i < text.length()
                && (isLetterOrDigit(text.charAt(i)) || HOST_MARKS.indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static boolean isAddress(String text) {
        return text.length() >= 2
                && text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
