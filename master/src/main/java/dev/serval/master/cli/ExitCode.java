package dev.serval.master.cli;

/** What the {@code serval} command ends with. */
final class ExitCode {

    static final int OK = 0;

    /** Something of ours broke. */
    static final int BUG = 1;

    /** A mistake on the command line. */
    static final int USAGE = 2;

    /** An address cannot be listened on. */
    static final int ADDRESS = 4;

    /** {@code serval doctor} has found what must be mended first. */
    static final int UNFIT = 1;

    /** A server does not do what it is asked, and serves on. */
    static final int REFUSED = 5;

    /** There is no server to talk to. */
    static final int NOT_RUNNING = 6;

    private ExitCode() {}
}
