package dev.serval.router.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The page that stands for a folder: names of what would be served from it, and nothing else of
 * them. Asks the file system.
 */
final class Listing {

    /** More names make no page anybody reads. */
    private static final int MOST = 10_000;

    private final Lookup lookup;

    Listing(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * @param path what was asked for, as {@link dev.serval.http.TargetPath} has it
     * @param home the real path of what the folder was found in
     * @param folder its own
     */
    FileAnswer of(String path, Path home, Path folder) {
        try {
            String shown = new String(path.getBytes(ISO_8859_1), UTF_8);
            return FileAnswer.page(page(shown, names(home, folder), !folder.equals(home)));
        } catch (IOException | DirectoryIteratorException e) {
            return FileAnswer.plain(404, "there is no such file");
        }
    }

    private List<String> names(Path home, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path entry : all) {
                String name = String.valueOf(entry.getFileName());
                if (names.size() < MOST && !Lookup.isHidden(name)) {
                    add(names, name, home, entry);
                }
            }
        }
        Collections.sort(names);
        return names;
    }

    private void add(List<String> names, String name, Path home, Path entry) {
        try {
            Path real = entry.toRealPath();
            if (lookup.contained(home, real) && Files.isDirectory(real)) {
                names.add(name + "/");
            } else if (lookup.contained(home, real) && Files.isRegularFile(real)) {
                names.add(name);
            }
        } catch (IOException e) {
            // A link to nowhere: nothing would be served.
            return;
        }
    }

    /** Pure. */
    static String page(String path, List<String> names, boolean hasParent) {
        String title = text(path);
        StringBuilder page =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
                        .append("<title>%s</title>\n<h1>%s</h1>\n<ul>\n".formatted(title, title));
        if (hasParent) {
            page.append("<li><a href=\"../\">../</a>\n");
        }
        for (String name : names) {
            StringBuilder link = new StringBuilder();
            for (byte b : name.getBytes(UTF_8)) {
                StaticFiles.escape(link, b);
            }
            page.append(
                    "<li><a href=\"./%s\">%s</a>\n".formatted(text(link.toString()), text(name)));
        }
        return page.append("</ul>\n</html>\n").toString();
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
