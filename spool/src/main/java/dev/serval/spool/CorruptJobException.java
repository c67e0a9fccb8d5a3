package dev.serval.spool;

/** A job's file is not what it should be. */
public final class CorruptJobException extends Exception {

    private static final long serialVersionUID = 1;

    private CorruptJobException(String message) {
        super(message);
    }

    static CorruptJobException of(String what) {
        return new CorruptJobException("the file is damaged: " + what);
    }
}
