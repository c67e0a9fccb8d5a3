package dev.serval.uwsgi;

/** The values of modifier1 that we know (uwsgi-docs, Protocol.rst). */
public final class Modifiers {

    /** WSGI; for us the default application. */
    public static final int DEFAULT_APP = 0;

    /** A JVM application; modifier2 0 is JWSGI. Taken as {@link #DEFAULT_APP}. */
    public static final int JVM = 8;

    /** A spooler task; the variables are the task. */
    public static final int SPOOL = 17;

    /** Source code to run in the worker. Never honoured. */
    public static final int EVAL = 22;

    /** The byte {@code H}: the peer speaks HTTP to a uwsgi port. */
    public static final int HTTP_SPOKEN = 72;

    /** Are you there? Answered by the same modifier with modifier2 1. */
    public static final int PING = 100;

    /** A signal of uWSGI's; modifier2 is its number. */
    public static final int SIGNAL = 110;

    private Modifiers() {}
}
