package dev.serval.worker.dev;

import dev.serval.app.App;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One application between two swaps, with what runs on it. Any thread. */
final class Edition {

    private final App app;
    private final ClassLoader loader;
    private int running;

    Edition(App app, ClassLoader loader) {
        this.app = app;
        this.loader = loader;
    }

    App app() {
        return app;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Runs a part of it, with its class loader as the thread's; the thread forgets it. */
    <T extends @Nullable Object> T run(Callable<T> part) throws Exception {
        Thread me = Thread.currentThread();
        ClassLoader before = me.getContextClassLoader();
        enter();
        me.setContextClassLoader(loader);
        try {
            return part.call();
        } finally {
            me.setContextClassLoader(before);
            exit();
        }
    }

    private synchronized void enter() {
        running++;
    }

    private synchronized void exit() {
        running--;
        notifyAll();
    }

    /** Waits until nothing runs on it any more, or the time is up. */
    synchronized void awaitIdle(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = end - System.nanoTime();
        while (running > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }
}
