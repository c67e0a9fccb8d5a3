package dev.serval.worker;

import dev.serval.worker.call.Cores;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Stops accepting when all cores stay busy, so that a connection goes to a worker that can serve
 * it.
 *
 * <p>Under load all cores are busy thousands of times a second for microseconds: closing at once
 * would wake the loop for each. So the gate closes {@value #GRACE_MILLIS} ms after the edge, if
 * they are still busy. Told on any thread, acts on the loop.
 */
final class AcceptGate implements Cores.Gate {

    private static final long GRACE_MILLIS = 2;

    private final EventLoop loop;
    private final Listeners listeners;
    private final BooleanSupplier full;
    private final AtomicBoolean lookDue = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param full whether all cores are busy now
     */
    AcceptGate(EventLoop loop, Listeners listeners, BooleanSupplier full) {
        this.loop = loop;
        this.listeners = listeners;
        this.full = full;
    }

    @Override
    public void open(boolean free) {
        if (free) {
            if (closed) {
                loop.execute(this::reopen);
            }
            return;
        }
        if (!closed && !lookDue.getAndSet(true)) {
            loop.schedule(this::look, GRACE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        lookDue.set(false);
        if (!full.getAsBoolean()) {
            return;
        }
        closed = true;
        listeners.accept(false);
        // A core released before it could see the gate closed has told nobody.
        if (!full.getAsBoolean()) {
            reopen();
        }
    }

    private void reopen() {
        if (closed) {
            closed = false;
            listeners.accept(true);
        }
    }
}
