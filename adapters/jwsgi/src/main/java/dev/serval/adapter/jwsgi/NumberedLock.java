package dev.serval.adapter.jwsgi;

import dev.serval.app.Lock;
import dev.serval.app.Shared;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock of uWSGI's: threads of this process first, then processes of this server. Any thread; who
 * holds it alone may give it back.
 */
final class NumberedLock {

    /**
     * uWSGI's have no end; here the end of its process is the end of a lock, at the latest this.
     */
    private static final Duration DAY = Duration.ofDays(1);

    private final Shared shared;
    private final String name;
    private final ReentrantLock own = new ReentrantLock();
    private @Nullable Lock held;

    /**
     * @param shared where other processes are; {@link Shared#NONE} if there are none
     */
    NumberedLock(Shared shared, int number) {
        this.shared = shared;
        this.name = "uwsgi.lock." + number;
    }

    /** Waits for it. */
    void lock() {
        own.lock();
        if (own.getHoldCount() > 1 || shared.equals(Shared.NONE)) {
            return;
        }
        boolean done = false;
        try {
            Optional<Lock> got = Optional.empty();
            while (got.isEmpty()) {
                got = shared.lock(name, DAY, DAY);
            }
            held = got.get();
            done = true;
        } finally {
            if (!done) {
                own.unlock();
            }
        }
    }

    /** Gives it back; does nothing if this thread does not hold it. */
    void unlock() {
        if (!own.isHeldByCurrentThread()) {
            return;
        }
        Lock last = own.getHoldCount() == 1 ? held : null;
        try {
            if (last != null) {
                held = null;
                last.close();
            }
        } finally {
            own.unlock();
        }
    }
}
