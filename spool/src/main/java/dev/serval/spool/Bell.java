package dev.serval.spool;

/** What a thread waits for that has nothing to do: one waits, any may ring. */
public class Bell {

    private boolean rung;

    /** Nobody has rung. */
    public Bell() {}

    /**
     * Waits until somebody rings, or the time is up; for one thread.
     *
     * @return whether somebody has rung
     */
    public final boolean await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            long left = left(end);
            if (taken()) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            doze(left);
        }
    }

    /** Waits at most so long, and may return earlier. */
    protected void doze(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (this) {
            for (long left = millis; !rung && left > 0; left = left(end)) {
                wait(left);
            }
        }
    }

    private static long left(long end) {
        return (end - System.nanoTime()) / 1_000_000;
    }

    private synchronized boolean taken() {
        boolean was = rung;
        rung = false;
        return was;
    }

    /** Ends the wait; any thread. */
    public final synchronized void ring() {
        rung = true;
        notifyAll();
    }
}
