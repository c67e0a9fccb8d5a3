package dev.serval.acme;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.util.KeyPairUtils;

/**
 * What outlives an order: {@code account.key}, {@code challenges/TOKEN}, {@code
 * certs/TIME/cert.pem} and {@code key.pem}, and the link {@code live} to the newest of these. For
 * this user's eyes only.
 */
final class StateFolder {

    private static final FileAttribute<?> FOLDER = mode("rwx------");
    private static final FileAttribute<?> FILE = mode("rw-------");
    private static final int KEPT = 3;

    private final Path root;

    private StateFolder(Path root) {
        this.root = root;
    }

    /**
     * Makes the folders that are not there.
     *
     * @throws IOException if it cannot be made or written
     */
    static StateFolder at(Path root) throws IOException {
        for (Path each : List.of(root, root.resolve("challenges"), root.resolve("certs"))) {
            if (!Files.isDirectory(each)) {
                Files.createDirectories(each, FOLDER);
            }
        }
        return new StateFolder(root);
    }

    /**
     * Keeps other processes out until this one ends.
     *
     * @return null if another one is in
     */
    @Nullable FileLock lock() throws IOException {
        FileChannel file =
                FileChannel.open(
                        root.resolve("lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        FILE);
        return file.tryLock();
    }

    /** The key of the account, made when there is none. */
    KeyPair accountKey() throws IOException {
        Path file = root.resolve("account.key");
        try (Reader reader = Files.newBufferedReader(file)) {
            return KeyPairUtils.readKeyPair(reader);
        } catch (NoSuchFileException e) {
            KeyPair made = KeyPairUtils.createECKeyPair("secp256r1");
            write(file, pem(made));
            return made;
        }
    }

    /** What the authority will ask a router for. */
    void offer(String token, String proof) throws IOException {
        Path file = root.resolve("challenges").resolve(token);
        Files.deleteIfExists(file);
        write(file, proof);
    }

    void withdraw(String token) throws IOException {
        Files.deleteIfExists(root.resolve("challenges").resolve(token));
    }

    /** Puts certificate and key in the place of those in use, both at one moment. */
    void install(String chain, KeyPair key) throws IOException {
        String name = Instant.now().toString().replace(':', '-');
        Path folder = Files.createDirectory(root.resolve("certs").resolve(name), FOLDER);
        write(folder.resolve("cert.pem"), chain);
        write(folder.resolve("key.pem"), pem(key));
        Path next = root.resolve("next");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of("certs", name));
        Files.move(next, root.resolve("live"), StandardCopyOption.ATOMIC_MOVE);
        prune();
    }

    private void prune() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.list(root.resolve("certs"))) {
            all = found.sorted().toList();
        }
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            Files.deleteIfExists(old.resolve("cert.pem"));
            Files.deleteIfExists(old.resolve("key.pem"));
            Files.deleteIfExists(old);
        }
    }

    private static String pem(KeyPair key) throws IOException {
        StringWriter text = new StringWriter();
        KeyPairUtils.writeKeyPair(key, text);
        return text.toString();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createFile(file, FILE);
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(text);
        }
    }

    private static FileAttribute<?> mode(String bits) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(bits));
    }
}
