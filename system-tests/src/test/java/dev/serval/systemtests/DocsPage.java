package dev.serval.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page with what a reader types.
 *
 * @param name its file, relative to the repository's root
 * @param blocks the blocks marked as {@code sh}, in order
 * @param unmarked first lines of indented blocks that look like commands and are not marked
 */
record DocsPage(String name, List<Block> blocks, List<String> unmarked) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCED =
            Pattern.compile("(?ms)^(?<indent> *)```sh\\n(?<text>.*?)^\\k<indent>```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)(?<=\\n\\n) {4}(?<line>\\S.*)$");
    private static final Pattern COMMAND =
            Pattern.compile(
                    "(sudo )?(\\./)?(serval(?! [\\d{])|bench/\\S+|docs/\\S+|docker\\S*|curl|mvn|java|javac|mkdir|cat"
                            + "|printf|echo|cp|mv|kill|export|openssl|nginx|uwsgi|systemctl|kubectl|helm|apt-get|apt|cd)"
                            + "( .*)?");

    /**
     * One block.
     *
     * @param line where its text begins, from 1
     */
    record Block(int line, String text) {

        String firstLine() {
            return text.lines().findFirst().orElse("");
        }
    }

    /** The README and all pages in {@code docs}, by name. */
    static List<DocsPage> all() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            List<DocsPage> pages = new ArrayList<>();
            for (Path file :
                    Stream.concat(Stream.of(ROOT.resolve("README.md")), files.sorted()).toList()) {
                if (file.toString().endsWith(".md")) {
                    pages.add(read(ROOT.relativize(file).toString()));
                }
            }
            return pages;
        }
    }

    /** One of them. */
    static DocsPage read(String name) throws IOException {
        return read(name, Files.readString(ROOT.resolve(name)));
    }

    static DocsPage read(String name, String markdown) {
        List<Block> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(markdown);
        while (fenced.find()) {
            int line = (int) markdown.substring(0, fenced.start("text")).lines().count() + 1;
            String indent = "(?m)^" + fenced.group("indent");
            blocks.add(new Block(line, fenced.group("text").replaceAll(indent, "")));
        }
        List<String> unmarked =
                INDENTED.matcher(markdown.replaceAll("(?ms)^```.*?^```$", ""))
                        .results()
                        .map(match -> match.group().strip())
                        .filter(line -> COMMAND.matcher(line).matches())
                        .toList();
        return new DocsPage(name, List.copyOf(blocks), unmarked);
    }
}
