package dev.serval.master.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Tells whether anything that a compilation depends on has changed. */
final class SourceKey {

    private static final int MOST_ENTRIES = 20_000;
    private static final int KEY_CHARACTERS = 32;

    private SourceKey() {}

    /**
     * The same for the same compiler, class path and source files, by size and time of change; one
     * that never comes again where there are too many files to look at.
     */
    static String of(SourceModule module, List<String> classPath) throws IOException {
        Set<String> parts = new TreeSet<>();
        if (!look(module.root(), parts)) {
            return UUID.randomUUID().toString();
        }
        parts.add("jdk " + Runtime.version());
        parts.add("path " + String.join(":", classPath));
        parts.add("module " + module.name() + " " + module.root());
        return digest(String.join("\n", parts)).substring(0, KEY_CHARACTERS);
    }

    private static boolean look(Path root, Set<String> parts) throws IOException {
        int[] seen = {0};
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
                        boolean hidden = String.valueOf(dir.getFileName()).startsWith(".");
                        return hidden && !dir.equals(root)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        if (file.toString().endsWith(".java")) {
                            parts.add("%s %d %s".formatted(file, a.size(), a.lastModifiedTime()));
                        }
                        return ++seen[0] > MOST_ENTRIES
                                ? FileVisitResult.TERMINATE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return seen[0] <= MOST_ENTRIES;
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
