package dev.serval.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code docs/not-run.txt} says: shell blocks that no test executes, and why.
 *
 * @param entries in the order of the file
 */
record DocsExceptions(List<Entry> entries) {

    private static final String BAR = " | ";

    /**
     * One line of it.
     *
     * @param firstLine of the block; {@code *} for all blocks of a page
     */
    record Entry(String page, String firstLine, String reason) {

        boolean isWholePage() {
            return firstLine.equals("*");
        }

        boolean covers(DocsPage of, DocsPage.Block block) {
            return page.equals(of.name()) && (isWholePage() || firstLine.equals(block.firstLine()));
        }
    }

    static DocsExceptions read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(DocsPage.ROOT.resolve("docs/not-run.txt"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int first = line.indexOf(BAR);
            int last = line.lastIndexOf(BAR);
            if (first == last) {
                throw new AssertionError(
                        "docs/not-run.txt: a line is PAGE | FIRST LINE | REASON, not " + line);
            }
            String block = line.substring(first + BAR.length(), last);
            entries.add(
                    new Entry(
                            line.substring(0, first),
                            block.strip(),
                            line.substring(last + BAR.length())));
        }
        return new DocsExceptions(entries);
    }

    boolean covers(DocsPage page, DocsPage.Block block) {
        return entries.stream().anyMatch(entry -> entry.covers(page, block));
    }

    boolean coversAllOf(DocsPage page) {
        return entries.stream()
                .anyMatch(entry -> entry.isWholePage() && entry.page().equals(page.name()));
    }
}
