package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that come fast one after the other, where nobody waits for the disk: each is written behind
 * the last, into a pack that is shown when it is full or some milliseconds old. Any thread; a
 * daemon thread of its own looks at the age.
 */
final class Outbox {

    /** Jobs come fast that are closer than this. */
    private static final long FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** So many must have come fast: the first ones are shown at once. */
    private static final int STREAK = 8;

    private static final long MOST_AGE_MILLIS = 2;
    private static final long PAUSE_MILLIS = 1000;

    private final Path fresh;
    private final Path desk;
    private final Spares spares;
    private long last = System.nanoTime();
    private int streak;
    private boolean idle;
    private boolean closed;
    private @Nullable GrowingPack pack;
    private @Nullable Thread watch;

    /**
     * @param desk a folder of this process's own, where files are written
     */
    Outbox(Folders folders, Path desk, Spares spares) {
        this.fresh = folders.fresh();
        this.desk = desk;
        this.spares = spares;
    }

    /**
     * Takes a job.
     *
     * @return false if it has to go another way
     */
    synchronized boolean add(Submission job) {
        long now = System.nanoTime();
        streak = now - last < FAST_NANOS ? streak + 1 : 0;
        last = now;
        if (streak < STREAK || job.later() || closed) {
            return false;
        }
        try {
            GrowingPack to = pack(job);
            if (to == null) {
                return false;
            }
            to.add(job);
        } catch (IOException e) {
            // The other way says what is wrong, if it goes wrong there as well.
            return false;
        }
        wake();
        return true;
    }

    /** Null if there is none for this job. */
    private @Nullable GrowingPack pack(Submission job) throws IOException {
        GrowingPack current = pack;
        if (current != null && !current.takes(job)) {
            return null;
        }
        if (current != null && current.fits(job)) {
            return current;
        }
        if (Pack.size(1, job.size()) > Pack.MOST_BYTES) {
            return null;
        }
        show();
        pack = GrowingPack.begin(desk, spares, job);
        return pack;
    }

    private void wake() {
        if (watch == null) {
            watch = Thread.ofPlatform().daemon().name("spool-outbox").start(this::watch);
        } else if (idle) {
            notifyAll();
        }
    }

    /** What was taken can be seen by all once this returns. */
    synchronized void show() throws IOException {
        GrowingPack current = pack;
        if (current != null) {
            current.show(fresh);
            pack = null;
        }
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                idle = pack == null;
                wait(idle ? 0 : pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch = null;
        }
    }

    /**
     * Shows a pack that is old.
     *
     * @return milliseconds until the next look, 1 and up
     */
    private long pause() {
        GrowingPack current = pack;
        if (current == null || current.age() < TimeUnit.MILLISECONDS.toNanos(MOST_AGE_MILLIS)) {
            return MOST_AGE_MILLIS;
        }
        try {
            show();
            return MOST_AGE_MILLIS;
        } catch (IOException e) {
            // What is in it is kept, here or by whoever clears up behind this process.
            return PAUSE_MILLIS;
        }
    }

    /**
     * Takes no more.
     *
     * @throws IOException if what was taken cannot be shown; it is when this process has ended
     */
    synchronized void close() throws IOException {
        closed = true;
        notifyAll();
        show();
    }
}
