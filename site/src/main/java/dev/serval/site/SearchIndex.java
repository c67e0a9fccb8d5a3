package dev.serval.site;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the search looks through: a script, since a page that is a file may not fetch others. */
final class SearchIndex {

    private SearchIndex() {}

    /** An entry for each section: page, heading, where, words. */
    static String script(List<Page> pages) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (Page page : pages) {
                page.sections().forEach(section -> write(json, page, section));
            }
            json.writeEndArray();
        }
        return "servalIndex = " + text + ";\n";
    }

    private static void write(JsonGenerator json, Page page, Page.Section section) {
        boolean title = section.equals(page.sections().getFirst());
        json.writeStartArray();
        json.writeString(page.title());
        json.writeString(title ? "" : section.heading());
        json.writeString(page.target() + (title ? "" : "#" + section.anchor()));
        json.writeString(section.text());
        json.writeEndArray();
    }
}
