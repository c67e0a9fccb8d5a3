package dev.serval.router.listen;

import dev.serval.control.log.EventLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A line for the log that may be due often and is written once in {@value #SECONDS} seconds. */
final class Complaint {

    private static final int SECONDS = 10;
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong last = new AtomicLong(NEVER);

    /** Any thread. */
    void say(String line) {
        long now = System.nanoTime();
        long before = last.get();
        boolean due = before == NEVER || now - before > TimeUnit.SECONDS.toNanos(SECONDS);
        if (due && last.compareAndSet(before, now)) {
            EventLog.line(line);
        }
    }
}
