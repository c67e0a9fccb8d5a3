package dev.serval.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All Markdown below a folder, and where it goes. */
final class Site {

    /** Folders that hold no pages, or what others have made. */
    private static final Set<String> PASSED_OVER = Set.of("target", "src", "node_modules");

    private final Path root;
    private final Path output;
    private final PageReader reader = new PageReader();
    private final Map<Path, Page> pages = new TreeMap<>();

    Site(Path root, Path output) {
        this.root = root;
        this.output = output;
    }

    /**
     * Writes the site.
     *
     * @return how many pages it has
     * @throws DeadLinkException naming each link that leads nowhere
     */
    int build() throws IOException, DeadLinkException {
        read();
        Navigation navigation = Navigation.of(pages);
        Links links = new Links(root, pages);
        for (Page page : pages.values()) {
            links.rewrite(page);
        }
        if (!links.dead().isEmpty()) {
            throw new DeadLinkException(links.dead());
        }
        Template template = new Template(navigation);
        for (Page page : pages.values()) {
            write(page.target(), template.html(page));
        }
        for (Path folder : links.folders()) {
            Page listing = listing(folder);
            write(listing.target(), template.html(listing));
        }
        for (Path file : links.files()) {
            Path copy = parentMade(file);
            Files.copy(root.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        ApiPages.write(root, output);
        write(Path.of("search-index.js"), SearchIndex.script(navigation.inOrder()));
        for (String name : List.of("site.js", "site.css")) {
            write(Path.of(name), Template.resource(name));
        }
        return pages.size();
    }

    private void read() throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        String name = String.valueOf(folder.getFileName());
                        boolean passed = PASSED_OVER.contains(name) || name.startsWith(".");
                        return passed && !folder.equals(root)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (file.toString().endsWith(".md")) {
                            Path name = root.relativize(file);
                            pages.put(name, reader.read(name, Files.readString(file)));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** What a link to a folder leads to: its pages by their titles, other files by their names. */
    private Page listing(Path folder) throws IOException {
        try (Stream<Path> members = Files.list(root.resolve(folder))) {
            String lines =
                    members.filter(file -> !file.endsWith("target"))
                            .sorted()
                            .map(file -> line(root.relativize(file)))
                            .collect(Collectors.joining());
            return reader.read(folder.resolve("README.md"), "# " + folder + "\n\n" + lines);
        }
    }

    private String line(Path file) {
        Page page = pages.get(file);
        return page == null
                ? "- `%s`\n".formatted(String.valueOf(file.getFileName()))
                : "- [%s](%s)\n"
                        .formatted(page.title(), String.valueOf(page.target().getFileName()));
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(parentMade(file), text);
    }

    private Path parentMade(Path file) throws IOException {
        Path whole = output.resolve(file);
        Path parent = whole.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return whole;
    }
}
