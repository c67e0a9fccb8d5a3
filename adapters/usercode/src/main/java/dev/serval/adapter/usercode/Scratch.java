package dev.serval.adapter.usercode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * This process's folder for what is unpacked. It is held by a lock for as long as the process
 * lives, so that whoever comes next sees which folders are left over, and removes them.
 */
public final class Scratch {

    private static final String LOCK = "lock";

    /** One that is just being made has no lock yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path folder;
    private final FileChannel held;

    private Scratch(Path folder, FileChannel held) {
        this.folder = folder;
        this.held = held;
    }

    /**
     * Makes one, and removes those of processes that are gone.
     *
     * @param prefix of their names
     * @throws IOException if nothing can be written there
     */
    public static Scratch under(Path place, String prefix) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(place, prefix + "*")) {
            for (Path each : found) {
                removeIfLeftOver(each);
            }
        }
        Path folder = Files.createTempDirectory(place, prefix);
        FileChannel held =
                FileChannel.open(
                        folder.resolve(LOCK),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        held.lock();
        return new Scratch(folder, held);
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /**
     * Removes it.
     *
     * @throws IOException if it cannot be removed as a whole
     */
    public void close() throws IOException {
        remove(folder);
        held.close();
    }

    private static void removeIfLeftOver(Path folder) {
        Path lock = folder.resolve(LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS) || isYoung(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            if (taken != null) {
                remove(folder);
            }
        } catch (IOException | OverlappingFileLockException _) {
            // Somebody else's, or somebody else removes it.
        }
    }

    private static boolean isYoung(Path lock) {
        try {
            Instant made = Files.getLastModifiedTime(lock).toInstant();
            return made.isAfter(Instant.now().minus(YOUNG));
        } catch (IOException e) {
            return true;
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
