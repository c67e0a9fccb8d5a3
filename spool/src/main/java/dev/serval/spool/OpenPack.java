package dev.serval.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A pack in the folder of whoever has claimed it, open to be marked. One thread at a time. */
final class OpenPack implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final RandomAccessFile open;
    private final Pack pack;
    private volatile boolean closed;

    private OpenPack(Path file, RandomAccessFile open, Pack pack) {
        this.file = file;
        this.open = open;
        this.pack = pack;
    }

    /**
     * @throws CorruptJobException if it is not what it is called
     */
    static OpenPack open(Path file, JobName called) throws IOException, CorruptJobException {
        // Not a channel: an interrupt closes it, and the next job may not mark any more.
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        boolean whole = false;
        try {
            OpenPack opened = new OpenPack(file, open, Pack.read(bytes(open), called));
            whole = true;
            return opened;
        } finally {
            if (!whole) {
                open.close();
            }
        }
    }

    private static byte[] bytes(RandomAccessFile open) throws IOException, CorruptJobException {
        long size = open.length();
        if (size > MOST_BYTES) {
            throw CorruptJobException.of("it has %d bytes, more than a pack has".formatted(size));
        }
        byte[] bytes = new byte[(int) size];
        open.readFully(bytes);
        return bytes;
    }

    Path file() {
        return file;
    }

    Pack pack() {
        return pack;
    }

    /** How often a job was begun. */
    void mark(int index, byte mark) throws IOException {
        open.seek(pack.markAt(index));
        open.write(mark);
        pack.mark(index, mark);
    }

    /** A job is begun once more. */
    void begin(int index) throws IOException {
        mark(index, pack.begun(index));
    }

    /** A job has come to its end. */
    void end(int index) throws IOException {
        mark(index, Pack.GONE);
    }

    /** What the file is called where it waits, for those that are left. */
    JobName rest(long due) {
        JobName first = pack.name(pack.indexes().getFirst());
        return first.later(Math.max(due, first.due())).packed(pack.left());
    }

    /** Marks are on disk once this returns. */
    void force() throws IOException {
        try {
            open.getFD().sync();
        } catch (IOException e) {
            // Closed is what has been forced, or is gone with its file.
            if (!closed) {
                throw e;
            }
        }
    }

    /**
     * Gives jobs files of their own in the same folder. Killed in between it is done again from the
     * start: as long as a job is not marked, what it has of a file is written anew.
     *
     * @throws IOException if that cannot be done; those that are not marked have no file then
     */
    void takeOut(List<Integer> jobs, Disk disk, Spares spares) throws IOException {
        try {
            for (int job : jobs) {
                spares.write(disk, own(job), ByteBuffer.wrap(pack.image(job)));
            }
            if (disk.policy() != FsyncPolicy.NEVER) {
                Disk.sync(file.resolveSibling(""));
            }
            for (int job : jobs) {
                end(job);
            }
            if (disk.policy() != FsyncPolicy.NEVER) {
                force();
            }
        } catch (IOException e) {
            for (int job : jobs) {
                if (!pack.gone(job)) {
                    Files.deleteIfExists(own(job));
                }
            }
            throw e;
        }
    }

    private Path own(int job) {
        return file.resolveSibling(pack.name(job).toString());
    }

    @Override
    public void close() throws IOException {
        closed = true;
        open.close();
    }
}
