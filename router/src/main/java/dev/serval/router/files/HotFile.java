package dev.serval.router.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small file in memory, and by what it is known again.
 *
 * @param asked its path as it was asked for, links and all
 * @param key device and inode
 * @param time of its last change
 * @param facts what answers tell of it
 * @param modified the time for a head
 * @param type its media type
 * @param body all of it
 * @param judged when it was found to be one that may be served, by {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent")
record HotFile(
        Path asked,
        Object key,
        FileTime time,
        FileFacts facts,
        String modified,
        String type,
        byte[] body,
        long judged) {

    /** The largest that is kept: what is larger is for the kernel to send. */
    static final int MOST_BYTES = 32 * 1024;

    /** How long links on the way to it are taken for what they were. */
    private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * Reads it.
     *
     * @param asked how it was asked for
     * @param real its real path
     * @return null if it is large, or changes while it is read
     * @throws IOException if it cannot be read
     */
    static @Nullable HotFile read(Path asked, Path real, String type) throws IOException {
        BasicFileAttributes before = Files.readAttributes(real, BasicFileAttributes.class);
        if (before.size() > MOST_BYTES || before.fileKey() == null) {
            return null;
        }
        ByteBuffer body = ByteBuffer.allocate((int) before.size());
        try (FileChannel channel = FileReader.open(real)) {
            while (body.hasRemaining()) {
                if (channel.read(body) < 0) {
                    return null;
                }
            }
        }
        BasicFileAttributes after = Files.readAttributes(real, BasicFileAttributes.class);
        FileFacts facts = FileFacts.of(before);
        return !same(before, after)
                ? null
                : new HotFile(
                        asked,
                        Objects.requireNonNull(before.fileKey(), "it was asked for"),
                        before.lastModifiedTime(),
                        facts,
                        Preconditions.date(facts.modified()),
                        type,
                        body.array(),
                        System.nanoTime());
    }

    private static boolean same(BasicFileAttributes one, BasicFileAttributes other) {
        return one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime())
                && Objects.equals(one.fileKey(), other.fileKey());
    }

    /** Whether it is still what its path leads to. Asks the file system, once. */
    boolean isFresh() {
        if (System.nanoTime() - judged > TRUST_NANOS) {
            return false;
        }
        try {
            BasicFileAttributes now = Files.readAttributes(asked, BasicFileAttributes.class);
            return now.size() == body.length
                    && now.lastModifiedTime().equals(time)
                    && key.equals(now.fileKey());
        } catch (IOException e) {
            return false;
        }
    }
}
