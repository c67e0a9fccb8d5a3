package dev.serval.master.emperor;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The folders where vassals' files are. */
final class Realm {

    private static final String ALL = "*.{conf,ini}";
    private static final int MOST = 1000;
    private static final int OTHERS_MAY_WRITE = 0002;
    private static final int ROOT = 0;

    /**
     * What there is.
     *
     * @param files by name
     * @param refused what is no vassal, a line each
     */
    record View(Map<String, VassalFile> files, List<String> refused) {}

    private final List<String> patterns;
    private final boolean tyrant;

    /**
     * @param patterns folders, or a folder and a pattern of names
     * @param tyrant whether a file's owner counts
     */
    Realm(List<String> patterns, boolean tyrant) {
        this.patterns = List.copyOf(patterns);
        this.tyrant = tyrant;
    }

    /**
     * Looks.
     *
     * @throws IOException if a folder cannot be read; what is in the others is not known then
     *     either
     */
    View look() throws IOException {
        View view = new View(new HashMap<>(), new ArrayList<>());
        for (String pattern : patterns) {
            Path whole = Path.of(pattern).toAbsolutePath().normalize();
            boolean folder = Files.isDirectory(whole);
            Path where = folder ? whole : Objects.requireNonNullElse(whole.getParent(), whole);
            look(where, folder ? ALL : name(whole), view);
        }
        return view;
    }

    private static String name(Path pattern) {
        return pattern.getFileName().toString();
    }

    private void look(Path folder, String glob, View view) throws IOException {
        PathMatcher names = folder.getFileSystem().getPathMatcher("glob:" + glob);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path path : entries) {
                if (names.matches(path.getFileName()) && !name(path).startsWith(".")) {
                    take(path, view);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void take(Path path, View view) throws IOException {
        String id = name(path);
        VassalFile known = view.files.get(id);
        if (known != null) {
            if (!known.path().equals(path)) {
                view.refused.add(
                        "%s is not taken: %s has the same name".formatted(path, known.path()));
            }
            return;
        }
        if (view.files.size() >= MOST) {
            view.refused.add("%s is not taken: there are %d already".formatted(path, MOST));
            return;
        }
        try {
            take(path, attributes(path), view);
        } catch (NoSuchFileException e) {
            // It has just gone.
            view.files.remove(id);
        }
    }

    private Map<String, Object> attributes(Path path) throws IOException {
        String wanted = "unix:isRegularFile,uid,gid,mode,ino,size,lastModifiedTime";
        return tyrant
                ? Files.readAttributes(path, wanted, LinkOption.NOFOLLOW_LINKS)
                : Files.readAttributes(path, wanted);
    }

    private void take(Path path, Map<String, Object> attributes, View view) {
        int uid = number(attributes, "uid");
        if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
            view.refused.add("%s is not taken: it is no regular file".formatted(path));
        } else if (tyrant && uid == ROOT) {
            view.refused.add(
                    ("%s is not taken: it belongs to root, and with --emperor-tyrant a vassal runs"
                                    + " as the owner of its file; chown it")
                            .formatted(path));
        } else if (tyrant && (number(attributes, "mode") & OTHERS_MAY_WRITE) != 0) {
            view.refused.add(
                    "%s is not taken: everybody may write it; chmod o-w %s"
                            .formatted(path, name(path)));
        } else {
            String stamp =
                    "%s %s %s"
                            .formatted(
                                    attributes.get("ino"),
                                    attributes.get("size"),
                                    attributes.get("lastModifiedTime"));
            Path folder = Objects.requireNonNull(path.getParent());
            view.files.put(
                    name(path),
                    new VassalFile(name(path), folder, stamp, uid, number(attributes, "gid")));
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name));
    }
}
