package dev.serval.control.access;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines go: standard output, or a file that is appended to. A file that was moved away is
 * left alone, and a new one is begun under its name. One thread.
 */
final class AccessTarget {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final @Nullable Path file;
    private FileOutputStream out;
    private @Nullable Object key;
    private long looked = System.nanoTime();

    private AccessTarget(@Nullable Path file, FileOutputStream out) throws IOException {
        this.file = file;
        this.out = out;
        this.key = file == null ? null : key(file);
    }

    /**
     * @param file empty for standard output
     * @throws IOException if it cannot be written
     */
    static AccessTarget open(String file) throws IOException {
        return file.isEmpty()
                ? new AccessTarget(null, new FileOutputStream(FileDescriptor.out))
                : new AccessTarget(Path.of(file), new FileOutputStream(file, true));
    }

    /**
     * Goes over to a new file if the name is no longer that of the old one; looked at once a
     * second.
     *
     * @throws IOException if there can be no new one; the old one is written on
     */
    void follow() throws IOException {
        long now = System.nanoTime();
        Path named = file;
        if (named == null || now - looked < LOOK_NANOS) {
            return;
        }
        looked = now;
        if (Objects.equals(key(named), key)) {
            return;
        }
        FileOutputStream before = out;
        out = new FileOutputStream(named.toFile(), true);
        key = key(named);
        before.close();
    }

    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }
}
