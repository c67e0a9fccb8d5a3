package dev.serval.worker.answer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far the worker is on its way to its end: first what does not end by itself is to end, and
 * from the drain on answers ask their peers to close. Any thread.
 */
public final class Drain {

    private final CountDownLatch farewell = new CountDownLatch(1);
    private volatile boolean begun;

    /** A worker that serves. */
    public Drain() {}

    /** What does not end by itself is to end. */
    public void farewell() {
        farewell.countDown();
    }

    /** The worker drains. */
    public void begin() {
        begun = true;
    }

    /** Whether the worker drains. */
    public boolean begun() {
        return begun;
    }

    /**
     * Waits for the farewell.
     *
     * @return false when the time is up
     */
    boolean await(Duration atMost) throws InterruptedException {
        return farewell.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
