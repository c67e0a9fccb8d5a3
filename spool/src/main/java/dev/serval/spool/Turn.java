package dev.serval.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the one process that runs jobs in order: while one finishes its last job, the one
 * that follows it waits.
 */
final class Turn implements AutoCloseable {

    private final Path file;
    private @Nullable FileChannel held;

    Turn(Path file) {
        this.file = file;
    }

    /** Whether it is ours, now or since before. */
    boolean take() throws IOException {
        if (held != null) {
            return true;
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            held = channel.tryLock() == null ? null : channel;
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
        }
        return held != null;
    }

    @Override
    public void close() {
        FileChannel channel = held;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It ends with the process.
                held = null;
            }
        }
    }
}
