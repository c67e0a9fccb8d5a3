package dev.serval.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** What is done to files, and when it has reached the disk. Any thread. */
final class Disk {

    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final FsyncPolicy policy;

    Disk(FsyncPolicy policy) {
        this.policy = policy;
    }

    FsyncPolicy policy() {
        return policy;
    }

    /** Writes a file that is not there yet; half of one is removed again. */
    void write(Path file, ByteBuffer... parts) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        NEW,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            while (parts[parts.length - 1].hasRemaining() || parts[0].hasRemaining()) {
                channel.write(parts);
            }
            if (policy != FsyncPolicy.NEVER) {
                channel.force(false);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
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
