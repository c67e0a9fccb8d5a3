package dev.serval.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** What is done to files, and when it has reached the disk. Any thread. */
final class Disk {

    private static final Set<StandardOpenOption> NEW_OR_SPARE =
            EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final int WIPE_BYTES = 32 << 10;
    private static final byte[] ZEROS = new byte[WIPE_BYTES];

    private final FsyncPolicy policy;

    Disk(FsyncPolicy policy) {
        this.policy = policy;
    }

    FsyncPolicy policy() {
        return policy;
    }

    /** An empty file that only its owner may read. */
    static void create(Path file) throws IOException {
        Files.createFile(file, OWNER_ONLY);
    }

    /** Writes a file that is new, or a spare one; half of one is removed again. */
    void write(Path file, ByteBuffer... parts) throws IOException {
        try (FileChannel channel = FileChannel.open(file, NEW_OR_SPARE, OWNER_ONLY)) {
            long written = 0;
            while (parts[parts.length - 1].hasRemaining() || parts[0].hasRemaining()) {
                written += channel.write(parts);
            }
            if (channel.size() > written) {
                channel.truncate(written);
            }
            if (policy != FsyncPolicy.NEVER) {
                channel.force(false);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /**
     * Writes zeros over a file, as many bytes as it has. Not synced: it is so that nobody reads
     * what was in it, not that no disk keeps it.
     *
     * @throws NoSuchFileException if it is not there
     */
    static void wipe(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long left = channel.size();
            while (left > 0) {
                left -= channel.write(ByteBuffer.wrap(ZEROS, 0, (int) Math.min(left, WIPE_BYTES)));
            }
        }
    }

    /** Never half: the file is at one place or at the other. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The folder's entries are on disk once this returns, whatever the policy. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
