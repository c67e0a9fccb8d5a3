package dev.serval.router.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A name and a password (RFC 7617). Never written anywhere: it has no words for a log. */
record Credentials(String name, String password) {

    private static final String BASIC = "Basic ";
    private static final int MAX_CHARACTERS = 1024;

    /** What an Authorization field says; null if it says nothing of that kind. */
    static @Nullable Credentials of(@Nullable String field) {
        if (field == null
                || field.length() > MAX_CHARACTERS
                || !field.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(field.substring(BASIC.length()).strip());
            String both = new String(bytes, UTF_8);
            int colon = both.indexOf(':');
            return colon < 0 || both.indexOf('\0') >= 0
                    ? null
                    : new Credentials(both.substring(0, colon), both.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
