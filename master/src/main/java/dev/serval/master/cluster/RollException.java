package dev.serval.master.cluster;

/** A server does not serve again after it was told to reload. */
final class RollException extends Exception {

    private static final long serialVersionUID = 1;

    private RollException(String message) {
        super(message);
    }

    /** It has said so itself, or cannot be told. */
    static RollException refused(String why) {
        return new RollException(why);
    }

    /** It takes too long. */
    static RollException late(long seconds, String what) {
        return new RollException("after %d s %s".formatted(seconds, what));
    }
}
