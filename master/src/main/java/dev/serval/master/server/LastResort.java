package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Ends this process by force when it was told to end and does not: a class cannot be loaded any
 * more because its jar was overwritten, an event loop has died, a channel does not close.
 *
 * <p>Has a thread of its own, and all it needs is loaded when it is made. Any thread may call.
 */
final class LastResort {

    private static final int BUG = 1;

    private final Duration closing;
    private final Supplier<Stream<ProcessHandle>> children;
    private final Thread thread;
    private volatile Duration drain;
    private volatile long deadline = Long.MAX_VALUE;

    /**
     * @param drain the longest that a server may take to finish what it has
     * @param closing the longest that an end may take when no child is left
     * @param children those that go with us
     */
    LastResort(Duration drain, Duration closing, Supplier<Stream<ProcessHandle>> children) {
        this.drain = drain;
        this.closing = closing;
        this.children = children;
        this.thread = Thread.ofPlatform().daemon().name("last-resort").start(this::watch);
    }

    /** Also where this thread, or an event loop, dies: the others would wait for it for ever. */
    void guard() {
        Thread.currentThread().setUncaughtExceptionHandler((_, fault) -> end(fault));
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            if (thread instanceof FastThreadLocalThread) {
                end(fault);
            }
            EventLog.failure("thread %s died".formatted(thread.getName()), fault);
        });
    }

    /** A drain may take longer, or less, from now on. */
    void setDrain(Duration newDrain) {
        drain = newDrain;
    }

    /** The server was told to end when its requests have. */
    void draining() {
        within(drain.plus(closing));
    }

    /** The server was told to end at once, or has no children any more. */
    void closing() {
        within(closing);
    }

    private synchronized void within(Duration limit) {
        deadline = Math.min(deadline, System.nanoTime() + limit.toNanos());
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
        try {
            EventLog.line("the server does not end by itself: killing what is left of it");
        } finally {
            halt();
        }
    }

    private void end(Throwable fault) {
        try {
            EventLog.failure("serval: this is a bug of ours", fault);
        } finally {
            halt();
        }
    }

    private void halt() {
        try {
            children.get().forEach(ProcessHandle::destroyForcibly);
        } finally {
            Runtime.getRuntime().halt(BUG);
        }
    }
}
