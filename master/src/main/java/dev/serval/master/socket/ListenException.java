package dev.serval.master.socket;

import java.nio.channels.UnresolvedAddressException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A socket that cannot be opened. The operator sees the message and no stack. */
public final class ListenException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What Netty's native calls put before the system's word for it. */
    private static final Pattern CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-\\d+\\): ");

    private ListenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static ListenException inUse(String address, String owner, Throwable cause) {
        return new ListenException(
                "cannot listen on %s: in use by %s%n  stop it, or choose another address"
                        .formatted(address, owner),
                cause);
    }

    static ListenException because(String address, String why) {
        return new ListenException("cannot listen on %s: %s".formatted(address, why), null);
    }

    static ListenException failed(String address, Throwable cause) {
        return new ListenException("cannot listen on %s: %s".formatted(address, why(cause)), cause);
    }

    private static String why(Throwable cause) {
        return cause instanceof UnresolvedAddressException
                ? "Unresolved address"
                : CALL.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
    }
}
