package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings to disk that jobs are done: at once, or from a daemon thread of its own a moment later,
 * many at a time. Only then their files may be written again. Any thread.
 */
final class AckSync {

    private static final long MOMENT_MILLIS = 10;

    private final Path folder;
    private final FsyncPolicy policy;
    private final Spares spares;
    private final List<String> complaints = new ArrayList<>();
    private final List<Path> pending = new ArrayList<>();
    private boolean closed;

    AckSync(Path folder, FsyncPolicy policy, Spares spares) {
        this.folder = folder;
        this.policy = policy;
        this.spares = spares;
        if (policy == FsyncPolicy.BATCH) {
            Thread.ofPlatform().daemon().name("spool-acks").start(this::run);
        }
    }

    /** A job was moved out of the folder, to there. */
    void done(Path file) throws IOException {
        switch (policy) {
            case ALWAYS -> {
                Disk.sync(folder);
                spares.put(file);
            }
            case BATCH -> {
                synchronized (this) {
                    pending.add(file);
                    notifyAll();
                }
            }
            case NEVER -> spares.put(file);
        }
    }

    private void run() {
        try {
            while (await()) {
                TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
                write(take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once it is closed and nothing is pending. */
    private synchronized boolean await() throws InterruptedException {
        while (pending.isEmpty() && !closed) {
            wait();
        }
        return !pending.isEmpty();
    }

    private synchronized List<Path> take() {
        List<Path> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    private void write(List<Path> done) {
        try {
            Disk.sync(folder);
            for (Path file : done) {
                spares.put(file);
            }
        } catch (IOException e) {
            synchronized (this) {
                complaints.add("cannot write %s to disk: %s".formatted(folder, e.getMessage()));
            }
        }
    }

    synchronized List<String> complaints() {
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        return told;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
