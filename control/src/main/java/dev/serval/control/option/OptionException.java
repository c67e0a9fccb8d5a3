package dev.serval.control.option;

/**
 * Something the operator wrote that the server cannot run with. The message is complete: what,
 * where, and what would do.
 */
public final class OptionException extends RuntimeException {

    /** Exit code for a mistake on the command line. */
    public static final int USAGE = 2;

    /** Exit code for a mistake in a file or in the environment. */
    public static final int CONFIG = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private OptionException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A mistake at this place. */
    public static OptionException at(Origin origin, String fault) {
        return new OptionException(origin.prefix() + fault + origin.excerpt(), origin.exitCode());
    }

    /** A mistake that has no place of its own: options that do not go together. */
    public static OptionException combination(String fault) {
        return new OptionException("serval: " + fault, USAGE);
    }

    /** A file, or anything else that an option names, that cannot be used. */
    public static OptionException file(String fault) {
        return new OptionException("serval: " + fault, CONFIG);
    }

    /** What the process should exit with. */
    public int exitCode() {
        return exitCode;
    }
}
