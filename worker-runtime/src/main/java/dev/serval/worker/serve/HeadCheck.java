package dev.serval.worker.serve;

import dev.serval.http.Tokens;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** Bit by bit how long those are: most keys are of another length. */
    private static final long SINGLE_LENGTHS =
            SINGLE.stream().mapToLong(name -> 1L << name.length()).reduce(0, (a, b) -> a | b);

    private HeadCheck() {}

    /** What is wrong, in words without any of the peer's bytes; empty if nothing is. */
    static Optional<String> fault(Vars vars) {
        if (vars.hasBreaks()) {
            return Optional.of("a variable has a NUL or a line break in it");
        }
        String repeated = repeated(vars);
        if (repeated != null) {
            return Optional.of("there are several " + repeated);
        }
        String method = vars.get("REQUEST_METHOD");
        if (method == null || !Tokens.isToken(method)) {
            return Optional.of("REQUEST_METHOD is missing or not a token");
        }
        String path = vars.get("PATH_INFO");
        if (path == null || !(path.startsWith("/") || isAsterisk(method, path))) {
            return Optional.of("PATH_INFO is missing or does not start with a slash");
        }
        return Optional.empty();
    }

    /** One of {@link #SINGLE} that comes more than once; null if none does. */
    private static @Nullable String repeated(Vars vars) {
        int seen = 0;
        for (int i = 0; i < vars.size(); i++) {
            int single = single(vars, i);
            int bit = single < 0 ? 0 : 1 << single;
            if ((seen & bit) != 0) {
                return SINGLE.get(single);
            }
            seen |= bit;
        }
        return null;
    }

    /** Where the key of pair {@code i} is in {@link #SINGLE}; -1 if it is not. */
    private static int single(Vars vars, int i) {
        if ((SINGLE_LENGTHS & (1L << vars.keyLength(i))) == 0 || vars.keyLength(i) >= Long.SIZE) {
            return -1;
        }
        for (int at = 0; at < SINGLE.size(); at++) {
            if (vars.keyIs(i, SINGLE.get(at))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAsterisk(String method, String path) {
        return path.equals("*") && method.equals("OPTIONS");
    }

    /** How long the body of a sound head will be; 0 where that is not said. */
    static long length(Vars head) {
        String length = head.get("CONTENT_LENGTH");
        return length == null || length.isEmpty() ? 0 : Long.parseLong(length);
    }
}
