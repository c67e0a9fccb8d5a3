package dev.serval.control.access;

import java.io.IOException;

/** The access log cannot be opened. The message is complete. */
public final class AccessLogException extends IOException {

    private static final long serialVersionUID = 1L;

    private AccessLogException(String message, IOException cause) {
        super(message, cause);
    }

    static AccessLogException cannotBeOpened(IOException cause) {
        return new AccessLogException(
                "the access log cannot be opened: " + cause.getMessage(), cause);
    }
}
