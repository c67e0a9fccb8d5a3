package dev.serval.worker.answer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the worker has been told to end; from then on answers ask their peers to close. */
public final class Drain {

    private final CountDownLatch told = new CountDownLatch(1);

    /** A worker that serves. */
    public Drain() {}

    /** It has been told; any thread. */
    public void begin() {
        told.countDown();
    }

    /** Whether it has been told; any thread. */
    public boolean begun() {
        return told.getCount() == 0;
    }

    /**
     * Waits until it is told.
     *
     * @return false when the time is up
     */
    boolean await(Duration atMost) throws InterruptedException {
        return told.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
