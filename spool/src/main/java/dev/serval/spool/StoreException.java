package dev.serval.spool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** A job was not taken, or the folder cannot be worked with. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    private StoreException(String message) {
        super(message);
    }

    static StoreException oversized(long bytes, long most) {
        return new StoreException(
                "the job has %d bytes, and at most %d are taken (--spooler-max-size)"
                        .formatted(bytes, most));
    }

    static StoreException metadata(long bytes, int most) {
        return new StoreException(
                "the job's metadata takes %d bytes, and at most %d fit; put it into the body"
                        .formatted(bytes, most));
    }

    static StoreException reserved(String key) {
        return new StoreException(
                "the metadata has the key %s; keys that begin with %s are the spool's own"
                        .formatted(key, SpoolFile.OWN));
    }

    static StoreException notWritten(Path folder, IOException cause) {
        return new StoreException(
                "the job was not taken: cannot write in %s: %s".formatted(folder, why(cause)),
                cause);
    }

    static StoreException notKept(Path folder, IOException cause) {
        return new StoreException(
                "whether the job was taken is not known: cannot write %s to disk: %s"
                        .formatted(folder, why(cause)),
                cause);
    }

    /** Another thread was to write the job, and has failed in a way that says nothing of it. */
    static StoreException unknown() {
        return new StoreException(
                "whether the job was taken is not known: the thread that wrote it has failed");
    }

    static StoreException unusable(Path folder, IOException cause) {
        return new StoreException(
                "the spool %s cannot be used: %s".formatted(folder, why(cause)), cause);
    }

    /**
     * Whatever keeps the jobs has said no.
     *
     * @param store where it is, without a password
     */
    public static StoreException notTaken(String store, Throwable cause) {
        return new StoreException(
                "the job was not taken: %s: %s".formatted(store, line(cause)), cause);
    }

    /** It was asked, and did not answer. */
    public static StoreException inDoubt(String store, Throwable cause) {
        return new StoreException(
                "whether the job was taken is not known: %s: %s".formatted(store, line(cause)),
                cause);
    }

    /** It cannot be reached, or refuses us. */
    public static StoreException unusable(String store, Throwable cause) {
        return new StoreException(
                "the spool %s cannot be used: %s".formatted(store, line(cause)), cause);
    }

    /** What keeps jobs cannot be used as it is configured. */
    public static StoreException misplaced(String what) {
        return new StoreException(what);
    }

    /** A library's message may have several lines, and may name its cause only. */
    private static String line(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return Objects.equals(deepest.getMessage(), cause.getMessage())
                ? message
                : "%s (%s)".formatted(message, deepest.getMessage());
    }

    private static String why(IOException cause) {
        String reason = cause instanceof FileSystemException f ? f.getReason() : null;
        if (reason != null) {
            return reason;
        }
        if (cause.getClass() == IOException.class) {
            return String.valueOf(cause.getMessage());
        }
        return "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage());
    }
}
