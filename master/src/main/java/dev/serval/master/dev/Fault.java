package dev.serval.master.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.master.source.Problem;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Why what is new cannot serve.
 *
 * @param text for people
 * @param json for programs
 */
record Fault(String text, String json) {

    private static final int MOST = 32 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    /** It does not compile. */
    static Fault of(List<Problem> problems) {
        String places = problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
        String head = problems.size() == 1 ? "an error" : problems.size() + " errors";
        return of("does not compile, %s:\n\n%s".formatted(head, places), problems);
    }

    /** It does not start. */
    static Fault of(String why) {
        return of(why, List.of());
    }

    private static Fault of(String text, List<Problem> problems) {
        String kept = text.substring(0, Math.min(text.length(), MOST));
        return new Fault(kept, json(kept, problems));
    }

    private static String json(String text, List<Problem> problems) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("error", "the application is broken");
            json.writeName("problems");
            json.writeStartArray();
            for (Problem each : problems) {
                json.writeStartObject();
                json.writeStringProperty("file", each.file());
                json.writeNumberProperty("line", each.line());
                json.writeNumberProperty("column", each.column());
                json.writeStringProperty("message", each.message());
                json.writeStringProperty("source", each.source());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("text", text);
            json.writeEndObject();
        }
        return out.toString(UTF_8);
    }
}
