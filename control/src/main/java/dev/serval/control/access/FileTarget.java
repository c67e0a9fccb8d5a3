package dev.serval.control.access;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, or a file that is appended to. A file that was moved away is left alone, and a
 * new one is begun under its name.
 *
 * <p>A disk that is full takes a part of a line. That line is lost; the next one does not begin
 * behind the part, whichever process has left it there.
 */
final class FileTarget implements AccessTarget {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Longer than another process is at one write. */
    private static final long WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** What a pipe takes from one process without bytes of another in between (pipe(7)). */
    private static final int WHOLE_BYTES = 4096;

    private final @Nullable Path file;
    private FileChannel out;
    private @Nullable Object key;
    private long looked = System.nanoTime();
    private boolean doubtful;
    private boolean torn;

    private FileTarget(@Nullable Path file, FileChannel out) throws IOException {
        this.file = file;
        this.out = out;
        this.key = file == null ? null : key(file);
    }

    /** The server's own log. */
    static FileTarget standard() throws IOException {
        return new FileTarget(null, new FileOutputStream(FileDescriptor.out).getChannel());
    }

    /**
     * @throws IOException if it cannot be written
     */
    static FileTarget of(Path file) throws IOException {
        return new FileTarget(file, appending(file));
    }

    private static FileChannel appending(Path file) throws IOException {
        return new FileOutputStream(file.toFile(), true).getChannel();
    }

    @Override
    public void write(AccessLines lines) throws IOException {
        follow();
        if (doubtful && isTorn()) {
            all(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        torn = false;
        doubtful = true;
        while (lines.more()) {
            ByteBuffer next = lines.upTo(file == null ? WHOLE_BYTES : Integer.MAX_VALUE);
            int begin = next.position();
            try {
                all(next);
            } finally {
                torn = !lines.out(next.position() - begin);
            }
        }
        doubtful = false;
    }

    private void all(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (out.write(bytes) == 0) {
                throw new IOException("it takes nothing now");
            }
        }
    }

    /** Whether it ends within a line, ours or another process's. */
    private boolean isTorn() {
        Path named = file;
        if (named == null || !Files.isRegularFile(named)) {
            return torn;
        }
        try (FileChannel in = FileChannel.open(named, StandardOpenOption.READ)) {
            if (endsLine(in)) {
                return false;
            }
            LockSupport.parkNanos(WRITE_NANOS);
            return !endsLine(in);
        } catch (IOException e) {
            // It may be written and not read.
            return torn;
        }
    }

    private static boolean endsLine(FileChannel in) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return in.read(last, Math.max(0, in.size() - 1)) < 1 || last.get(0) == '\n';
    }

    /**
     * Goes over to a new file if the name is no longer that of the old one; looked at once a
     * second.
     *
     * @throws IOException if there can be no new one; the old one is written on
     */
    private void follow() throws IOException {
        long now = System.nanoTime();
        Path named = file;
        if (named == null || now - looked < LOOK_NANOS) {
            return;
        }
        looked = now;
        doubtful = true;
        if (Objects.equals(key(named), key)) {
            return;
        }
        FileChannel before = out;
        out = appending(named);
        key = key(named);
        torn = false;
        before.close();
    }

    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
