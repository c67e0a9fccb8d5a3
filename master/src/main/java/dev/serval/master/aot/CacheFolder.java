package dev.serval.master.aot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The folder caches are kept in. A file's name is its key and the checksum of its content: the JVM
 * checks only a file's head, and crashes on one that is damaged further on.
 */
public final class CacheFolder {

    private static final String SUFFIX = ".aot";
    private static final String CLASSES = "classes-";
    private static final String LINK = "master-";
    private static final String FAILED = ".failed";
    private static final Duration KEPT_UNUSED = Duration.ofDays(30);
    private static final Duration NOT_TRIED_AGAIN = Duration.ofDays(1);
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final Set<Path> sound = ConcurrentHashMap.newKeySet();

    /**
     * @param folder need not exist
     */
    CacheFolder(Path folder) {
        this.folder = folder;
    }

    /** {@code $XDG_CACHE_HOME/serval} or {@code ~/.cache/serval}. */
    public static CacheFolder of(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return new CacheFolder(
                cache.startsWith("/")
                        ? Path.of(cache, "serval")
                        : Path.of(System.getProperty("user.home"), ".cache", "serval"));
    }

    /**
     * What keeps it from being written: a folder, itself or one above it; empty if nothing does.
     */
    public Optional<Path> obstacle() {
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.isWritable(existing) ? Optional.empty() : Optional.of(existing);
    }

    /** The file of this key, if there is a sound one. A damaged one is deleted. */
    Optional<Path> find(String name) {
        try {
            if (!Files.isDirectory(folder) || !ours()) {
                return Optional.empty();
            }
            for (Path file : list(name + "-*" + SUFFIX)) {
                if (isSound(file)) {
                    return Optional.of(used(file));
                }
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Whatever is wrong with the folder, a child starts without it.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether the last attempt to make this one failed, not long ago. */
    boolean failed(String name) {
        return age(folder.resolve(name + FAILED), Instant.now()).compareTo(NOT_TRIED_AGAIN) < 0;
    }

    /**
     * Makes the folder, for nobody else, and tidies it.
     *
     * @throws IOException if it cannot be made, or others may write there
     */
    public void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (!ours()) {
            throw new IOException(folder + " is not ours alone to write to");
        }
    }

    /**
     * Waits until no other process makes caches here; the lock ends with the channel, or with us.
     *
     * @throws IOException if there can be no lock, or the thread was interrupted
     */
    public FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.lock() == null) {
                throw new IOException("no lock");
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Where compiled classes of this key are, or belong. */
    public Path classes(String key) {
        return folder.resolve(CLASSES + key);
    }

    /** A new folder inside for what is not finished. */
    public Path workplace() throws IOException {
        return Files.createTempDirectory(folder, "work-");
    }

    /** Takes a finished file in, in one step. */
    public Path keep(String name, Path finished) throws IOException {
        String sum = HexFormat.of().toHexDigits((int) checksum(finished));
        Path file = folder.resolve(name + "-" + sum + SUFFIX);
        return Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Makes a link to the file of this key, if there is one and the link is to be in this folder.
     *
     * @throws IOException if it cannot be made
     */
    public void link(Path link, String name) throws IOException {
        Optional<Path> file = find(name);
        if (file.isEmpty() || !folder.equals(link.getParent()) || leads(link, file.get())) {
            return;
        }
        Path draft = folder.resolve(LINK + "draft");
        Files.deleteIfExists(draft);
        Files.createSymbolicLink(draft, file.get().getFileName());
        Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean leads(Path link, Path file) throws IOException {
        return Files.exists(link) && Files.isSameFile(link, file);
    }

    /** It cannot be made; nobody tries again for a day. */
    public void giveUp(String name) throws IOException {
        Path mark = folder.resolve(name + FAILED);
        Files.deleteIfExists(mark);
        Files.createFile(mark);
    }

    /** Deletes what nobody has used for long, and what killed trainings have left. */
    public void sweep(Instant now) throws IOException {
        for (Path file : list("*{" + SUFFIX + "," + FAILED + "}")) {
            if (age(file, now).compareTo(KEPT_UNUSED) > 0) {
                Files.deleteIfExists(file);
            }
        }
        for (Path link : list(LINK + "*")) {
            if (!Files.exists(link)) {
                Files.deleteIfExists(link);
            }
        }
        for (Path classes : list(CLASSES + "*")) {
            if (age(classes, now).compareTo(KEPT_UNUSED) > 0) {
                deleteWorkplace(classes);
            }
        }
        for (Path work : list("work-*")) {
            if (age(work, now).compareTo(LEFT_BEHIND) > 0) {
                deleteWorkplace(work);
            }
        }
    }

    /** Deletes a folder and all in it. */
    public static void deleteWorkplace(Path work) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
            for (Path file : files) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    deleteWorkplace(file);
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(work);
    }

    private boolean ours() throws IOException {
        return Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))
                && Files.getPosixFilePermissions(folder).stream().noneMatch(OTHERS_WRITE::contains);
    }

    private boolean isSound(Path file) throws IOException {
        if (sound.contains(file)) {
            return true;
        }
        String sum = HexFormat.of().toHexDigits((int) checksum(file));
        boolean same = file.getFileName().toString().endsWith("-" + sum + SUFFIX);
        return same && sound.add(file);
    }

    /** Notes the use, so that it is kept; once a day is enough. */
    private static Path used(Path file) {
        Instant now = Instant.now();
        if (age(file, now).compareTo(Duration.ofDays(1)) > 0) {
            try {
                Files.setLastModifiedTime(file, FileTime.from(now));
            } catch (IOException e) {
                // A file system that is read-only, as in a container: nobody sweeps there either.
                return file;
            }
        }
        return file;
    }

    private static Duration age(Path file, Instant now) {
        try {
            return Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
        } catch (IOException e) {
            return KEPT_UNUSED;
        }
    }

    private List<Path> list(String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(files::add);
        }
        return files;
    }

    private static long checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 18);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(block.clear()) >= 0) {
                sum.update(block.flip());
            }
        }
        return sum.getValue();
    }
}
