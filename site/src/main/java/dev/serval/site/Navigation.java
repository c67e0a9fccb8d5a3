package dev.serval.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * Which pages belong together, in the order in which they are to be read.
 *
 * @param groups pages by what they are about
 */
record Navigation(Map<String, List<Page>> groups) {

    private static final Path CONTENTS = Path.of("docs", "README.md");
    private static final Path FRONT = Path.of("README.md");

    /**
     * Headings and links of {@code docs/README.md}; what it does not name comes last.
     *
     * @param pages by their files, in alphabetical order
     */
    static Navigation of(Map<Path, Page> pages) {
        Map<String, Set<Page>> groups = new LinkedHashMap<>();
        Set<Page> first = group(groups, "Serval");
        for (Path file : List.of(FRONT, CONTENTS)) {
            Page page = pages.get(file);
            if (page != null) {
                first.add(page);
            }
        }
        Page contents = pages.get(CONTENTS);
        if (contents != null) {
            read(contents, pages, groups);
        }
        for (Page page : pages.values()) {
            if (groups.values().stream().noneMatch(known -> known.contains(page))) {
                group(groups, subject(page)).add(page);
            }
        }
        Map<String, List<Page>> all = new LinkedHashMap<>();
        groups.forEach((name, members) -> all.put(name, List.copyOf(members)));
        all.values().removeIf(List::isEmpty);
        return new Navigation(all);
    }

    private static Set<Page> group(Map<String, Set<Page>> groups, String name) {
        return groups.computeIfAbsent(name, _ -> new LinkedHashSet<>());
    }

    private static String subject(Page page) {
        if (page.file().startsWith(Path.of("docs", "decisions"))) {
            return "Decisions";
        }
        return page.file().startsWith("docs") ? "More" : "Project";
    }

    private static void read(Page contents, Map<Path, Page> pages, Map<String, Set<Page>> groups) {
        String group = "";
        for (Node node = contents.document().getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                group = PageReader.words(heading);
            } else if (!group.equals(contents.title())) {
                Set<Page> members = group(groups, group);
                linked(node, contents, pages).stream()
                        .filter(page -> groups.values().stream().noneMatch(g -> g.contains(page)))
                        .forEach(members::add);
            }
        }
    }

    private static List<Page> linked(Node node, Page from, Map<Path, Page> pages) {
        List<Page> found = new ArrayList<>();
        node.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Link link) {
                        String file = link.getDestination().replaceFirst("#.*", "");
                        Page page = pages.get(from.file().resolveSibling(file).normalize());
                        if (page != null) {
                            found.add(page);
                        }
                    }
                });
        return found;
    }

    /** All pages, as one would turn them. */
    List<Page> inOrder() {
        return groups.values().stream().flatMap(List::stream).toList();
    }
}
