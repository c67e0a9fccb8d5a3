package dev.serval.adapter.war.session;

import java.io.IOException;

/** More bytes than any cache takes. */
final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private TooLargeException(String message) {
        super(message);
    }

    static TooLargeException over(int bytes) {
        return new TooLargeException("it has more than %d bytes".formatted(bytes));
    }
}
