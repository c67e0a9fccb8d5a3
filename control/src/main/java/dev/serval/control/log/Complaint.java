package dev.serval.control.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A line for the log that may be due often and is written once in {@value #SECONDS} seconds. */
public final class Complaint {

    private static final int SECONDS = 10;
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong last = new AtomicLong(NEVER);

    /** A line that has not been said yet. */
    public Complaint() {}

    /** Writes it, or does not; any thread. */
    public void say(String line) {
        long now = System.nanoTime();
        long before = last.get();
        boolean due = before == NEVER || now - before > TimeUnit.SECONDS.toNanos(SECONDS);
        if (due && last.compareAndSet(before, now)) {
            EventLog.line(line);
        }
    }
}
