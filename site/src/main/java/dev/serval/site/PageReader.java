package dev.serval.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Reads Markdown, and gives each heading the anchor that GitHub gives it. */
final class PageReader {

    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();

    Page read(Path file, String markdown) {
        Node document = parser.parse(markdown);
        List<Page.Section> sections = sections(document);
        String title = sections.isEmpty() ? file.toString() : sections.getFirst().heading();
        return new Page(file, title, document, sections);
    }

    private static List<Page.Section> sections(Node document) {
        List<Page.Section> sections = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                String words = words(heading);
                String slug = slug(words);
                int before = seen.merge(slug, 1, Integer::sum) - 1;
                String anchor = before == 0 ? slug : slug + "-" + before;
                sections.add(
                        new Page.Section(words, anchor, heading.getLevel(), textBelow(heading)));
            }
        }
        return List.copyOf(sections);
    }

    /** Small letters, digits, hyphens and underscores stay; spaces become hyphens. */
    static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static String textBelow(Heading heading) {
        StringBuilder text = new StringBuilder();
        for (Node node = heading.getNext();
                node != null && !(node instanceof Heading);
                node = node.getNext()) {
            text.append(words(node)).append(' ');
        }
        return text.toString().replaceAll("\\s+", " ").strip();
    }

    /** All that can be read in a node; what is between tags of HTML cannot. */
    static String words(Node node) {
        return switch (node) {
            case Text text -> text.getLiteral();
            case Code code -> code.getLiteral();
            case FencedCodeBlock block -> block.getLiteral();
            case IndentedCodeBlock block -> block.getLiteral();
            case HtmlBlock _ -> "";
            default -> {
                StringBuilder all = new StringBuilder();
                for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                    all.append(words(child)).append(separator(child));
                }
                yield all.toString().strip();
            }
        };
    }

    private static String separator(Node child) {
        return child instanceof Block
                        || child instanceof SoftLineBreak
                        || child instanceof TableCell
                ? " "
                : "";
    }
}
