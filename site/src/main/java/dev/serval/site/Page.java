package dev.serval.site;

import java.nio.file.Path;
import java.util.List;
import org.commonmark.node.Node;

/**
 * One page.
 *
 * @param file where it is in the repository, relative to its root
 * @param title its first heading
 * @param document what is in it; links in it are rewritten while the site is made
 * @param sections what each heading leads to, in order; the first one is the title's
 */
record Page(Path file, String title, Node document, List<Section> sections) {

    /**
     * What is below one heading.
     *
     * @param heading its text
     * @param anchor what stands behind the {@code #} of a link to it
     * @param level 1 to 6
     * @param text all words down to the next heading, for the search
     */
    record Section(String heading, String anchor, int level, String text) {}

    /** Where it is in the site, relative to its root. */
    Path target() {
        return target(file);
    }

    /** A README is what a browser is shown of a folder. */
    static Path target(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(
                name.equals("README.md") ? "index.html" : name.replaceFirst("\\.md$", ".html"));
    }

    boolean hasAnchor(String anchor) {
        return sections.stream().anyMatch(section -> section.anchor().equals(anchor));
    }
}
