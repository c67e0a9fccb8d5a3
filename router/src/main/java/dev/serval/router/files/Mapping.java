package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A part of the paths that is looked for in a folder. Pure.
 *
 * @param prefix the paths' beginning, without a slash at its end; empty for all paths
 * @param root the folder, or the one file
 * @param keepsPrefix whether the prefix is part of the file's name too
 * @param exclusive whether nobody else answers for these paths: what is not there is a 404
 */
public record Mapping(String prefix, Path root, boolean keepsPrefix, boolean exclusive) {

    /**
     * What is exclusive: all paths are never, the application would have none left.
     *
     * @param text {@code PREFIX=DIR}
     * @throws IllegalArgumentException for anything else
     */
    static Mapping parse(String text, boolean keepsPrefix) {
        int equals = text.indexOf('=');
        String prefix = text.substring(0, Math.max(0, equals));
        String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        if (equals < 1 || !prefix.startsWith("/") || equals + 1 == text.length()) {
            throw new IllegalArgumentException(text);
        }
        return new Mapping(bare, Path.of(text.substring(equals + 1)), keepsPrefix, !bare.isEmpty());
    }

    /** All paths, for those files that are there. */
    static Mapping check(String folder) {
        return new Mapping("", Path.of(folder), false, false);
    }

    /**
     * How a file was asked for, before links are followed.
     *
     * @param path as of {@link #rest}, which it has
     * @param real the file that was found
     */
    Path asked(String path, Path real) {
        String rest = new String(String.valueOf(rest(path)).getBytes(ISO_8859_1), UTF_8);
        boolean folder = rest.isEmpty() || rest.endsWith("/");
        Path asked = root.resolve(rest);
        Path name = real.getFileName();
        return folder && name != null && !real.equals(root) ? asked.resolve(name) : asked;
    }

    /**
     * The name to look for below the root.
     *
     * @param path decoded and free of dot segments
     * @return without a slash at its beginning; null if the path is not one of these. A prefix ends
     *     where a segment ends.
     */
    @Nullable String rest(String path) {
        boolean inside =
                path.startsWith(prefix)
                        && (path.length() == prefix.length()
                                || path.charAt(prefix.length()) == '/');
        if (!inside) {
            return null;
        }
        int from = keepsPrefix ? 0 : prefix.length();
        int start = from;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }
}
