package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Follows a name into a folder and says what is there. Contained is what is below the folder's real
 * path, name by name, after all links are followed: no twin with the same beginning, no link out.
 *
 * <p>Asks the file system, every time; {@link HotFiles} spares a look.
 */
final class Lookup {

    /** What a path leads to. */
    sealed interface Target {

        /** Nothing is there. */
        record Absent() implements Target {}

        /** Something is there that is not served: outside the folder, hidden, or no file. */
        record Forbidden() implements Target {}

        /** A folder, asked for without the slash at its end. */
        record Folder() implements Target {}

        /**
         * A folder that has no index.
         *
         * @param home the real path of what it was found in
         * @param real its own
         */
        record Bare(Path home, Path real) implements Target {}

        /**
         * A regular file.
         *
         * @param real its real path
         */
        record Regular(Path real) implements Target {}
    }

    private static final String WELL_KNOWN = ".well-known";
    private static final int MAX_NAME = 4096;

    private final List<Path> safe;
    private final List<String> indexes;

    /**
     * @param safe folders that links may lead to
     * @param indexes names that stand for a folder, in order
     */
    Lookup(List<Path> safe, List<String> indexes) {
        this.safe = safe;
        this.indexes = indexes;
    }

    /**
     * @param rest the name as {@link Mapping#rest} gave it: bytes as ISO-8859-1 characters
     */
    Target find(Path root, String rest) {
        if (rest.length() > MAX_NAME || isHidden(rest)) {
            return new Target.Forbidden();
        }
        try {
            Path home = root.toRealPath();
            if (rest.isEmpty() && Files.isRegularFile(home)) {
                return new Target.Regular(home);
            }
            Path real = home.resolve(new String(rest.getBytes(ISO_8859_1), UTF_8)).toRealPath();
            return contained(home, real) ? kind(home, real, rest) : new Target.Forbidden();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Target.Absent();
        } catch (IOException | InvalidPathException e) {
            return new Target.Forbidden();
        }
    }

    private Target kind(Path home, Path real, String rest) throws IOException {
        boolean slash = rest.isEmpty() || rest.endsWith("/");
        if (Files.isDirectory(real)) {
            return slash ? index(home, real) : new Target.Folder();
        }
        boolean regular = Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS);
        return regular && !slash ? new Target.Regular(real) : new Target.Forbidden();
    }

    private Target index(Path home, Path folder) throws IOException {
        for (String name : indexes) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                Path real = file.toRealPath();
                return contained(home, real) ? new Target.Regular(real) : new Target.Forbidden();
            }
        }
        return new Target.Bare(home, folder);
    }

    boolean contained(Path home, Path real) {
        return real.startsWith(home) || safe.stream().anyMatch(real::startsWith);
    }

    /** Names with a dot in front are nobody's business, but one (RFC 8615); nor is WEB-INF. */
    static boolean isHidden(String rest) {
        for (String name : rest.split("/", -1)) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean web = lower.equals("web-inf") || lower.equals("meta-inf");
            if (web || (name.startsWith(".") && !name.equals(WELL_KNOWN))) {
                return true;
            }
        }
        return rest.indexOf('\0') >= 0;
    }
}
