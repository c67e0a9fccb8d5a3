package dev.serval.app;

/** What the processes of a server share could not be used; the message says why. */
public final class SharedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what has happened and what to do. */
    public SharedException(String message) {
        super(message);
    }
}
