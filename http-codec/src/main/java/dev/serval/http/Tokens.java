package dev.serval.http;

/** The small grammars of RFC 9110 section 5.6 and RFC 3986 section 3.2. */
public final class Tokens {

    private static final boolean[] TOKEN = lettersDigitsAnd("!#$%&'*+-.^_`|~");
    private static final boolean[] HOST = lettersDigitsAnd("-._~!$&'()*+,;=%");

    private Tokens() {}

    private static boolean[] lettersDigitsAnd(String marks) {
        boolean[] allowed = new boolean[0x80];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] =
                    (c >= '0' && c <= '9')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || marks.indexOf(c) >= 0;
        }
        return allowed;
    }

    /** Whether it may be a method or the name of a field. */
    public static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(TOKEN, text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether there is nothing in it but 0 to 9. */
    static boolean areDigits(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
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
        return end == text.length()
                || (text.charAt(end) == ':'
                        && text.length() - end <= ":65535".length()
                        && areDigits(text, end + 1));
    }

    private static int endOfName(String text) {
        int i = 0;
        while (i < text.length() && is(HOST, text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isAddress(String text) {
        return text.length() >= 2
                && text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
    }

    private static boolean is(boolean[] allowed, char c) {
        return c < allowed.length && allowed[c];
    }
}
