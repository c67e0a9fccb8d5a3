package dev.serval.hub;

import java.io.IOException;
import java.util.Objects;

/** A registry of servers cannot be asked now, or says no. */
public final class ClusterException extends IOException {

    private static final long serialVersionUID = 1;

    private ClusterException(String message, Throwable cause) {
        super(message, cause);
    }

    private ClusterException(String message) {
        super(message);
    }

    /** It cannot be reached, or refuses us; the message is one line. */
    public static ClusterException silent(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        String why = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
        return new ClusterException(
                Objects.equals(first, why) ? first : "%s (%s)".formatted(first, why), cause);
    }

    /**
     * There are too many servers in it.
     *
     * @param most that are taken
     */
    public static ClusterException full(int most) {
        return new ClusterException("it has %d servers, and takes no more".formatted(most));
    }
}
