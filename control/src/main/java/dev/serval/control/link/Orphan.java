package dev.serval.control.link;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a child does when its master is gone: it ends too, within {@link #LIMIT}.
 *
 * <p>End of file on the link comes before the kernel gives the child a new parent, and a master
 * that replaces itself by exec closes its links as well: so the parent is looked at for a moment
 * first.
 */
public final class Orphan {

    /** How long an orphan may live. */
    public static final Duration LIMIT = Duration.ofMillis(1800);

    private static final long LOOK_MILLIS = 20;
    private static final int LOOKS = 10;
    private static final long WATCH_MILLIS = 500;

    private Orphan() {}

    /**
     * Begins the end.
     *
     * @param loop where {@code finish} is called
     * @param finish stops taking work and halts when what runs is done; it has about a second
     */
    public static void end(EventLoop loop, Runnable finish) {
        long parent = parent();
        loop.schedule(() -> Runtime.getRuntime().halt(1), LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        look(loop, parent, LOOKS, finish);
    }

    /**
     * Sees to the end apart from any event loop, as one that has died says nothing. All that this
     * needs is loaded before: the jars of a running server may be overwritten.
     */
    static void watch() {
        long parent = parent();
        Thread.ofPlatform().daemon().name("orphan-watch").start(() -> watch(parent));
    }

    private static void watch(long before) {
        try {
            while (parent() == before) {
                TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
            }
            TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
        } catch (InterruptedException e) {
            // Nobody does that; an end without an orphan's last second is still the right one.
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(1);
    }

    private static void look(EventLoop loop, long before, int looks, Runnable finish) {
        if (looks == 0 || parent() != before) {
            finish.run();
            return;
        }
        loop.schedule(
                () -> look(loop, before, looks - 1, finish), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }
}
