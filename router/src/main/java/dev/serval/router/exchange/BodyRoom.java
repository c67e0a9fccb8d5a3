package dev.serval.router.exchange;

import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of requests' bodies may wait in memory for a backend, of all of a router's together.
 * Without a bound, clients that wait with bodies would leave no memory to read the others'
 * requests. Any thread.
 */
public final class BodyRoom {

    private final long most;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param most in bytes
     */
    BodyRoom(long most) {
        this.most = most;
    }

    /** Half of what the JVM may have outside its heap. */
    public static BodyRoom ofThisProcess() {
        return new BodyRoom(PlatformDependent.maxDirectMemory() / 2);
    }

    /** Whether there was room, and so is less now. */
    boolean take(int bytes) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
