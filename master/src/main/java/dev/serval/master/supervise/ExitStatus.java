package dev.serval.master.supervise;

/**
 * How a process ended.
 *
 * @param code its exit code, or 128 and the signal's number when a signal ended it
 */
public record ExitStatus(int code) {

    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;

    /** Whether somebody killed it: the master, an operator, or a kernel without memory. */
    public boolean killed() {
        return code == SIGNAL_BASE + SIGKILL;
    }

    /** In words, e.g. {@code killed by signal 9} or {@code exit code 22}. */
    @Override
    public String toString() {
        return code > SIGNAL_BASE
                ? "killed by signal " + (code - SIGNAL_BASE)
                : "exit code " + code;
    }
}
