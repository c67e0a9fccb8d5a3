package dev.serval.master.cluster;

import dev.serval.hub.ClusterEngine.Line;
import dev.serval.hub.ClusterEngine.Lock;
import dev.serval.hub.ClusterException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A lock that is renewed by a thread of its own until it is given back. Any thread. */
final class Lease implements AutoCloseable {

    /** So long after its holder has died it is free. */
    static final Duration LENGTH = Duration.ofSeconds(15);

    private static final long RENEWAL_SECONDS = 3;

    private final Line line;
    private final Lock lock;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean lost;

    private Lease(Line line, Lock lock) {
        this.line = line;
        this.lock = lock;
    }

    static Lease keep(Line line, Lock lock) {
        Lease made = new Lease(line, lock);
        Thread.ofPlatform().daemon().name("lease").start(made::renew);
        return made;
    }

    Lock lock() {
        return lock;
    }

    /** Whether somebody else has it. */
    boolean isLost() {
        return lost;
    }

    private void renew() {
        try {
            while (!over.await(RENEWAL_SECONDS, TimeUnit.SECONDS)) {
                renewNow();
            }
        } catch (InterruptedException e) {
            lost = true;
        }
    }

    /** While a registry is away nobody else can take it; what it has forgotten is said again. */
    boolean renewNow() {
        try {
            if (!line.renew(lock, LENGTH)) {
                lost = true;
            }
            return !lost;
        } catch (ClusterException e) {
            return true;
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            line.unlock(lock);
        } catch (ClusterException e) {
            // It is free when the lease is over.
            return;
        }
    }
}
