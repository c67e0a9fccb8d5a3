package dev.serval.worker.app;

import dev.serval.app.CannotStartException;
import dev.serval.control.access.AccessLogException;
import dev.serval.spool.StoreException;
import org.jspecify.annotations.Nullable;

/** An application that cannot be started. The operator sees the message, and the cause's stack. */
public final class AppLoadException extends Exception {

    private static final long serialVersionUID = 1L;

    AppLoadException(String message) {
        super(message);
    }

    AppLoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** There is an application, and no log to write its requests into. */
    public static AppLoadException noLog(AccessLogException fault) {
        return new AppLoadException(String.valueOf(fault.getMessage()));
    }

    /** The application knows why it cannot start, and says what to do. */
    public static AppLoadException refused(CannotStartException refusal) {
        return new AppLoadException(String.valueOf(refusal.getMessage()), refusal.getCause());
    }

    /** There is an application, and no folder for its jobs. */
    public static AppLoadException noSpool(StoreException fault) {
        return new AppLoadException(String.valueOf(fault.getMessage()));
    }

    /** The application was made, and refused to start. */
    public static AppLoadException startThrew(String module, Throwable cause) {
        return new AppLoadException(
                "%s threw while it was started: %s".formatted(module, cause), cause);
    }
}
