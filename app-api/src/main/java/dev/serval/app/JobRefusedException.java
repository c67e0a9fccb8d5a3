package dev.serval.app;

import java.io.IOException;

/** A job was not accepted: it is too large, or cannot be written down. */
public final class JobRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    /** Why, for whoever reads the log. */
    public JobRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
