package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings to disk that jobs are done: at once, or from a daemon thread of its own a moment later,
 * many at a time. Any thread.
 */
final class AckSync {

    private static final long MOMENT_MILLIS = 10;

    private final Path folder;
    private final FsyncPolicy policy;
    private final List<String> complaints = new ArrayList<>();
    private boolean due;
    private boolean closed;

    AckSync(Path folder, FsyncPolicy policy) {
        this.folder = folder;
        this.policy = policy;
        if (policy == FsyncPolicy.BATCH) {
            Thread.ofPlatform().daemon().name("spool-acks").start(this::run);
        }
    }

    /** A job was removed from the folder. */
    void sync() throws IOException {
        switch (policy) {
            case ALWAYS -> Disk.sync(folder);
            case BATCH -> {
                synchronized (this) {
                    due = true;
                    notifyAll();
                }
            }
            case NEVER -> {}
        }
    }

    private void run() {
        try {
            while (take()) {
                TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean take() throws InterruptedException {
        while (!due && !closed) {
            wait();
        }
        boolean was = due;
        due = false;
        return was;
    }

    private void write() {
        try {
            Disk.sync(folder);
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
