package dev.serval.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.commonmark.node.Heading;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** Puts a page between the head, the list of all pages and the foot. */
final class Template {

    private static final Path FRONT = Path.of("index.html");

    private final Navigation navigation;
    private final String frame = resource("page.html");

    Template(Navigation navigation) {
        this.navigation = navigation;
    }

    static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String html(Page page) {
        Map<String, String> parts =
                Map.of(
                        "title", text(page.title()),
                        "root", Links.relative(page.target(), Path.of("")),
                        "front", Links.relative(page.target(), FRONT),
                        "navigation", groups(page),
                        "contents", contents(page),
                        "body", body(page),
                        "neighbours", neighbours(page));
        StringBuilder html = new StringBuilder();
        for (String piece : frame.split("(?=\\{\\{)|(?<=\\}\\})", -1)) {
            html.append(
                    piece.startsWith("{{")
                            ? Objects.requireNonNull(
                                    parts.get(piece.substring(2, piece.length() - 2)), piece)
                            : piece);
        }
        return html.toString();
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String groups(Page open) {
        return navigation.groups().entrySet().stream()
                .map(group -> group(group.getKey(), group.getValue(), open))
                .collect(Collectors.joining());
    }

    private static String group(String name, List<Page> pages, Page open) {
        boolean here = pages.contains(open) || !name.equals("Decisions");
        return "<details%s><summary>%s</summary><ul>%s</ul></details>\n"
                .formatted(
                        here ? " open" : "",
                        text(name),
                        pages.stream()
                                .map(page -> entry(page, open))
                                .collect(Collectors.joining()));
    }

    private static String entry(Page page, Page open) {
        return "<li><a href=\"%s\"%s>%s</a></li>\n"
                .formatted(
                        Links.relative(open.target(), page.target()),
                        page.file().equals(open.file()) ? " aria-current=\"page\"" : "",
                        text(page.title()));
    }

    private static String contents(Page page) {
        List<Page.Section> shown =
                page.sections().stream().filter(s -> s.level() == 2 || s.level() == 3).toList();
        if (shown.size() < 3) {
            return "";
        }
        return shown.stream()
                .map(section ->
                        "<li class=\"level%d\"><a href=\"#%s\">%s</a></li>\n"
                                .formatted(
                                        section.level(), section.anchor(), text(section.heading())))
                .collect(
                        Collectors.joining(
                                "",
                                "<nav class=\"contents\" aria-label=\"On this page\"><h2>On this page</h2><ul>\n",
                                "</ul></nav>"));
    }

    private static String body(Page page) {
        var anchors = page.sections().iterator();
        AttributeProvider ids =
                (node, _, attributes) -> {
                    if (node instanceof Heading && page.document().equals(node.getParent())) {
                        attributes.put("id", anchors.next().anchor());
                    }
                };
        return HtmlRenderer.builder()
                .extensions(PageReader.EXTENSIONS)
                .attributeProviderFactory(_ -> ids)
                .build()
                .render(page.document());
    }

    private String neighbours(Page page) {
        List<Page> order = navigation.inOrder();
        int at = order.indexOf(page);
        String before = at <= 0 ? "" : neighbour("prev", page, order.get(at - 1));
        String after =
                at < 0 || at + 1 >= order.size() ? "" : neighbour("next", page, order.get(at + 1));
        return before + after;
    }

    private static String neighbour(String relation, Page from, Page to) {
        return "<a rel=\"%s\" href=\"%s\">%s</a>"
                .formatted(relation, Links.relative(from.target(), to.target()), text(to.title()));
    }
}
