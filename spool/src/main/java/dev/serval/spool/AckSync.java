package dev.serval.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Brings to disk that jobs are done: at once, or from a daemon thread of its own a moment later,
 * many at a time. Only then their files may be written again. Any thread.
 */
final class AckSync {

    private static final long MOMENT_MILLIS = 10;

    private final Path folder;
    private final Path away;
    private final FsyncPolicy policy;
    private final Spares spares;
    private final List<String> complaints = new ArrayList<>();
    private final List<Path> pending = new ArrayList<>();
    private final Set<OpenPack> marked = new HashSet<>();
    private boolean closed;

    /**
     * @param folder what this process has claimed
     * @param away where files go whose jobs are done
     */
    AckSync(Path folder, Path away, FsyncPolicy policy, Spares spares) {
        this.folder = folder;
        this.away = away;
        this.policy = policy;
        this.spares = spares;
        if (policy == FsyncPolicy.BATCH) {
            Thread.ofPlatform().daemon().name("spool-acks").start(this::run);
        }
    }

    /** All that is in a file of the folder is done: it goes. */
    void done(Path claimed) throws IOException {
        Path file = away.resolve(String.valueOf(claimed.getFileName()));
        Disk.move(claimed, file);
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

    /** In a pack a job was marked. */
    void marked(OpenPack pack) throws IOException {
        switch (policy) {
            case ALWAYS -> pack.force();
            case BATCH -> {
                synchronized (this) {
                    marked.add(pack);
                    notifyAll();
                }
            }
            case NEVER -> {}
        }
    }

    private void run() {
        try {
            while (await()) {
                TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
                force(takeMarked());
                write(take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once it is closed and nothing is pending. */
    private synchronized boolean await() throws InterruptedException {
        while (nothing() && !closed) {
            wait();
        }
        return !nothing();
    }

    private boolean nothing() {
        return pending.isEmpty() && marked.isEmpty();
    }

    private synchronized List<OpenPack> takeMarked() {
        List<OpenPack> taken = List.copyOf(marked);
        marked.clear();
        return taken;
    }

    private void force(List<OpenPack> packs) {
        for (OpenPack pack : packs) {
            try {
                pack.force();
            } catch (IOException e) {
                complain(pack.file(), e);
            }
        }
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
            complain(folder, e);
        }
    }

    /** Something on the side has failed, and nothing is lost. */
    synchronized void complain(Path what, IOException why) {
        complaints.add("cannot write %s to disk: %s".formatted(what, why.getMessage()));
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
