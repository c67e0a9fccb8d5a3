package dev.serval.spool;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is new in a folder without listing it, by inotify. Has a daemon thread of its own that
 * listens; the others may be called from any thread. Where the kernel has no watches left it tells
 * nothing, and whoever waits looks again after a while.
 */
final class Arrivals implements AutoCloseable {

    private final int most;
    private final @Nullable WatchService watch;
    private final Deque<String> names = new ArrayDeque<>();
    private boolean missed;
    private boolean woken;

    /**
     * @param most names kept until they are asked for; what comes beyond is only known to be missed
     */
    Arrivals(Path folder, int most) {
        this.most = most;
        this.watch = watch(folder).orElse(null);
        WatchService listened = watch;
        if (listened != null) {
            Thread.ofPlatform().daemon().name("spool-arrivals").start(() -> listen(listened));
        }
    }

    private static Optional<WatchService> watch(Path folder) {
        try {
            WatchService made = folder.getFileSystem().newWatchService();
            folder.register(made, StandardWatchEventKinds.ENTRY_CREATE);
            return Optional.of(made);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether arrivals are told at all. */
    boolean works() {
        return watch != null;
    }

    private void listen(WatchService watched) {
        try {
            while (true) {
                WatchKey key = watched.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    happened(event);
                }
                if (!key.reset()) {
                    // The folder is gone.
                    miss();
                    return;
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            wake();
        }
    }

    private synchronized void happened(WatchEvent<?> event) {
        if (!(event.context() instanceof Path name) || names.size() >= most) {
            missed = true;
        } else {
            names.add(name.toString());
        }
        notifyAll();
    }

    private synchronized void miss() {
        missed = true;
        notifyAll();
    }

    /** The next name; null if there is none. */
    synchronized @Nullable String poll() {
        return names.poll();
    }

    /** Whether some were missed since this was asked last: the folder must be listed. */
    synchronized boolean takeMissed() {
        boolean was = missed;
        missed = false;
        return was;
    }

    /** Waits until there is something, or somebody wakes it, or the time is up. */
    synchronized void await(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = end - System.nanoTime();
        while (names.isEmpty() && !missed && !woken && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        woken = false;
    }

    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public void close() {
        WatchService watched = watch;
        if (watched != null) {
            try {
                watched.close();
            } catch (IOException e) {
                // Nothing of it is needed any more; it ends with the process.
                wake();
            }
        }
    }
}
