package dev.serval.worker.serve;

import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Refuses variable blocks that two readers could understand in two ways, or that no gateway sends.
 * Pure.
 */
final class HeadCheck {

    private static final List<String> SINGLE =
            List.of(
                    "REQUEST_METHOD",
                    "REQUEST_URI",
                    "PATH_INFO",
                    "QUERY_STRING",
                    "CONTENT_LENGTH",
                    "SERVER_PROTOCOL",
                    Wire.KEEP,
                    Wire.BODY);
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private HeadCheck() {}

    /** What is wrong, in words without any of the peer's bytes; empty if nothing is. */
    static Optional<String> fault(Vars vars) {
        if (vars.hasBreaks()) {
            return Optional.of("a variable has a NUL or a line break in it");
        }
        for (String name : SINGLE) {
            if (vars.count(name) > 1) {
                return Optional.of("there are several " + name);
            }
        }
        String method = vars.get("REQUEST_METHOD");
        if (method == null || !isToken(method)) {
            return Optional.of("REQUEST_METHOD is missing or not a token");
        }
        String path = vars.get("PATH_INFO");
        if (path == null || !(path.startsWith("/") || isAsterisk(method, path))) {
            return Optional.of("PATH_INFO is missing or does not start with a slash");
        }
        return Optional.empty();
    }

    private static boolean isAsterisk(String method, String path) {
        return path.equals("*") && method.equals("OPTIONS");
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && !(c >= '0' && c <= '9') && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** How long the body of a sound head will be; 0 where that is not said. */
    static long length(Vars head) {
        String length = head.get("CONTENT_LENGTH");
        return length == null || length.isEmpty() ? 0 : Long.parseLong(length);
    }
}
