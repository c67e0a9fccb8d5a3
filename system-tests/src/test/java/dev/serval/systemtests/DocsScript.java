package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a page tells to type, as one script of a shell, which says where it is. Each block must end
 * with 0. What the page takes for granted, such as a database, is made first, by a script of its
 * name in {@code before}.
 *
 * @param page its name
 * @param blocks those that are executed
 */
record DocsScript(String page, List<DocsPage.Block> blocks) {

    private static final String MARK = "@@ line ";

    static DocsScript of(DocsPage page, DocsExceptions exceptions) {
        return new DocsScript(
                page.name(),
                page.blocks().stream().filter(block -> !exceptions.covers(page, block)).toList());
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    String text() throws IOException {
        StringBuilder script = new StringBuilder("set -e\n").append(before());
        for (DocsPage.Block block : blocks) {
            script.append("echo '%s%d'%n".formatted(MARK, block.line())).append(block.text());
        }
        return script.toString();
    }

    private String before() throws IOException {
        String name = page.replaceAll("^docs/|\\.md$", "");
        Path file = DocsTest.STAND_INS.resolve("before").resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Waits for the shell that it is typed in; returns what that has said. */
    List<String> awaitTyped(Started shell) throws InterruptedException {
        int status = shell.awaitExit(Started.LONG);
        List<String> lines = shell.lines();
        assertThat(status)
                .as(
                        "%s:%s: the block ended with this; all said:%n%s",
                        page, lastMark(lines), String.join("\n", lines))
                .isZero();
        return lines;
    }

    private static String lastMark(List<String> lines) {
        return lines.reversed().stream()
                .filter(line -> line.startsWith(MARK))
                .findFirst()
                .orElse(MARK + "0")
                .substring(MARK.length());
    }
}
