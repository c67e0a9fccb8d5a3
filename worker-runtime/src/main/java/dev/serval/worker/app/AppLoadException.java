package dev.serval.worker.app;

/** An application that cannot be started. The operator sees the message, and the cause's stack. */
public final class AppLoadException extends Exception {

    private static final long serialVersionUID = 1L;

    AppLoadException(String message) {
        super(message);
    }

    AppLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
