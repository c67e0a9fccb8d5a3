package dev.serval.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files whose jobs are done, wiped and kept to be written again: for a file system that is a small
 * part of the work of a new file and of its removal. Any thread, any process: whoever renames one
 * first has it.
 */
final class Spares {

    /** Of one spool, each at most {@link #MOST_BYTES}: 16 MB. */
    private static final int MOST = 1000;

    private static final int MOST_BYTES = 16 << 10;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** So often another process may be faster before the folder is looked at again. */
    private static final int MOST_RACES = 3;

    private final Path folder;
    private final Deque<String> known = new ArrayDeque<>();
    private long nextLook = System.nanoTime();
    private int slot = ThreadLocalRandom.current().nextInt(MOST);

    Spares(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes all away. After a power cut a file system without a journal may show one file at two
     * places; whoever comes first removes it from this one.
     *
     * @return whether there was any
     */
    boolean clear() throws IOException {
        boolean any = false;
        for (String name : Abandoned.entries(folder)) {
            any |= Files.deleteIfExists(folder.resolve(name));
        }
        return any;
    }

    /**
     * Keeps a file, or removes it if it is large. That its job is done must be on disk before:
     * whoever takes it writes over what would be run again.
     */
    void put(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            Files.delete(file);
        } else {
            Disk.wipe(file);
            Disk.move(file, folder.resolve(String.valueOf(nextSlot())));
        }
    }

    /** Writes a file over a spare one; on a full disk the spare ones go first. */
    void write(Disk disk, Path file, ByteBuffer... parts) throws IOException {
        try {
            take(file);
            disk.write(file, parts);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            if (!clear()) {
                throw e;
            }
            for (ByteBuffer part : parts) {
                part.rewind();
            }
            disk.write(file, parts);
        }
    }

    /**
     * Gives one of the files another place.
     *
     * @return false if there is none
     */
    boolean take(Path place) throws IOException {
        for (int races = 0; races < MOST_RACES; races++) {
            String name = next();
            if (name == null) {
                return false;
            }
            if (taken(name, place)) {
                return true;
            }
        }
        forget();
        return false;
    }

    private boolean taken(String name, Path place) throws IOException {
        try {
            Disk.move(folder.resolve(name), place);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private synchronized int nextSlot() {
        slot = (slot + 1) % MOST;
        return slot;
    }

    private synchronized @Nullable String next() throws IOException {
        if (known.isEmpty() && System.nanoTime() - nextLook >= 0) {
            look();
        }
        return known.poll();
    }

    private synchronized void forget() {
        known.clear();
    }

    /** In an order of its own, so that two processes do not run for the same. */
    private void look() throws IOException {
        List<String> names = Abandoned.entries(folder);
        Collections.shuffle(names);
        known.addAll(names);
        nextLook = System.nanoTime() + PAUSE_NANOS;
    }
}
