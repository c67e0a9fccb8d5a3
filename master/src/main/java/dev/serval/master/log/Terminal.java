package dev.serval.master.log;

import dev.serval.control.log.EventLog;
import dev.serval.control.log.StandardOutput;
import java.io.IOException;

/**
 * Where messages went before there was a log file: whoever starts a server there reads why it does
 * not start. On the master's thread.
 */
public final class Terminal {

    private static final int GONE = -1;

    private int kept;

    private Terminal(int kept) {
        this.kept = kept;
    }

    /** Nobody is there. */
    public static Terminal none() {
        return new Terminal(GONE);
    }

    /** Keeps it open beside the log file that is about to take its place. */
    public static Terminal kept() {
        try {
            return new Terminal(StandardOutput.keep());
        } catch (IOException e) {
            // Standard error is closed: nobody is there.
            return none();
        }
    }

    /** The server serves: it may be closed, and what is said from now on is in the log alone. */
    public void leave() {
        try {
            if (kept != GONE) {
                StandardOutput.close(kept);
            }
        } catch (IOException e) {
            EventLog.line("the terminal cannot be closed: " + e.getMessage());
        }
        kept = GONE;
    }

    /**
     * The server does not start: what is said from now on is read there.
     *
     * @return whether there is anybody
     */
    public boolean comeBack() {
        if (kept == GONE) {
            return false;
        }
        try {
            StandardOutput.become(kept);
        } catch (IOException e) {
            EventLog.line("the terminal is gone: " + e.getMessage());
            return false;
        }
        kept = GONE;
        return true;
    }
}
