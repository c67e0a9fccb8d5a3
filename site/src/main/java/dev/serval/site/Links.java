package dev.serval.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.jspecify.annotations.Nullable;

/**
 * Makes links between files of the repository links between pages of the site, and remembers what
 * else has to be there: files that pages name, folders, and what leads nowhere.
 */
final class Links {

    private final Path root;
    private final Map<Path, Page> pages;
    private final Set<Path> files = new TreeSet<>();
    private final Set<Path> folders = new TreeSet<>();
    private final List<String> dead = new ArrayList<>();

    /**
     * @param pages by their files, relative to the root
     */
    Links(Path root, Map<Path, Page> pages) {
        this.root = root;
        this.pages = pages;
    }

    /** Files that are no pages, relative to the root. */
    Set<Path> files() {
        return files;
    }

    /** Folders without a README, relative to the root. */
    Set<Path> folders() {
        return folders;
    }

    /** A line for each link that leads nowhere. */
    List<String> dead() {
        return dead;
    }

    void rewrite(Page page) {
        page.document()
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Link link) {
                                link.setDestination(rewritten(page, link.getDestination()));
                                visitChildren(link);
                            }

                            @Override
                            public void visit(Image image) {
                                image.setDestination(rewritten(page, image.getDestination()));
                            }
                        });
    }

    private String rewritten(Page page, String destination) {
        if (destination.matches("[a-z][a-z0-9+.-]*:.*")) {
            return destination;
        }
        String[] parts = destination.split("#", 2);
        Path file = parts[0].isEmpty() ? page.file() : beside(page.file(), parts[0]);
        Path target = target(file);
        if (target == null || (parts.length == 2 && !hasAnchor(file, parts[1]))) {
            dead.add(page.file() + ": the link to " + destination + " leads nowhere");
            return destination;
        }
        String fragment = parts.length == 2 ? "#" + parts[1] : "";
        return parts[0].isEmpty() ? fragment : relative(page.target(), target) + fragment;
    }

    private boolean hasAnchor(Path file, String anchor) {
        Page page = pages.get(Files.isDirectory(root.resolve(file)) ? readme(file) : file);
        return page != null && page.hasAnchor(anchor);
    }

    private static Path readme(Path folder) {
        return folder.resolve("README.md").normalize();
    }

    private static Path beside(Path file, String destination) {
        return file.resolveSibling(destination).normalize();
    }

    private @Nullable Path target(Path file) {
        Path there = root.resolve(file).normalize();
        if (!there.startsWith(root)) {
            return null;
        }
        if (pages.containsKey(file)) {
            return Page.target(file);
        }
        if (file.equals(ApiPages.SOURCES)) {
            return ApiPages.FIRST;
        }
        if (Files.isDirectory(there)) {
            if (!pages.containsKey(readme(file))) {
                folders.add(file);
            }
            return file.resolve("index.html").normalize();
        }
        if (Files.isRegularFile(there)) {
            files.add(file);
            return file;
        }
        return null;
    }

    /** What to write in one file of the site so that it leads to another. */
    static String relative(Path from, Path to) {
        Path top = Path.of("/");
        Path folder = Objects.requireNonNullElse(top.resolve(from).getParent(), top);
        String way = folder.relativize(top.resolve(to)).toString();
        return way.isEmpty() ? "." : way;
    }
}
