package dev.serval.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The lock that a process holds on a file of its own as long as it works in a spool. The kernel
 * takes it away when the process dies, and only then: it is what tells that an owner is dead, from
 * another container too.
 */
final class Presence implements AutoCloseable {

    private static final String FILE = "lock";
    private static final int TRIES = 100;
    private static final long MOST_LENGTH = 1L << 30;

    private final Path folder;
    private final FileChannel channel;

    private Presence(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Makes the owner's folder in {@code tmp} and holds its lock.
     *
     * @throws IOException if that cannot be done
     */
    static Presence begin(Path tmp, Owner owner) throws IOException {
        Path folder = tmp.resolve(owner.toString());
        for (int tries = 0; tries < TRIES; tries++) {
            Folders.make(folder);
            Optional<Presence> held = hold(folder);
            if (held.isPresent()) {
                return held.get();
            }
        }
        throw new IOException("cannot lock " + folder.resolve(FILE));
    }

    /**
     * The lock of an owner that is dead, so that nobody else clears up; empty if it is not dead, or
     * somebody clears up already.
     */
    static Optional<Presence> ofDead(Path tmp, Owner owner) throws IOException {
        // First: to open and close the lock of one's own process would let go of it.
        if (owner.seenAlive()) {
            return Optional.empty();
        }
        Path folder = tmp.resolve(owner.toString());
        if (!Files.exists(folder)) {
            if (!owner.beforeBoot()) {
                return Optional.empty();
            }
            Folders.make(folder);
        }
        return hold(folder);
    }

    /** Empty if another holds it, or has removed it meanwhile. */
    private static Optional<Presence> hold(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        boolean ours = false;
        try {
            FileLock lock = channel.tryLock();
            long length = lock == null ? 0 : stamp(channel);
            ours = lock != null && Files.exists(file) && Files.size(file) == length;
            return ours ? Optional.of(new Presence(folder, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } finally {
            if (!ours) {
                channel.close();
            }
        }
    }

    /**
     * Makes the file of a length that nobody else has chosen: by that it is seen whether the path
     * still leads to the file that is locked. To open it a second time would end the lock.
     */
    private static long stamp(FileChannel channel) throws IOException {
        long length = ThreadLocalRandom.current().nextLong(1, MOST_LENGTH);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[1]), length - 1);
        return length;
    }

    /** Where this owner writes. */
    Path folder() {
        return folder;
    }

    /** The folder goes with what is left in it, the lock last; but not with jobs. */
    @Override
    public void close() throws IOException {
        try (channel;
                var left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                if (file.toString().endsWith(GrowingPack.OPEN)) {
                    return;
                }
                if (!file.endsWith(FILE)) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder);
        }
    }
}
