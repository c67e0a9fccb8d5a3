package dev.serval.app;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link App#start} where the application knows what is wrong: the operator is shown the
 * message as it is, without a stack. It says what to do.
 */
public final class CannotStartException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, where, and what to do. */
    public CannotStartException(String message) {
        super(message);
    }

    /**
     * @param cause shown with its stack
     */
    public CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
