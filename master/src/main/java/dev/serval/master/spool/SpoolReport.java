package dev.serval.master.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.spool.JobName;
import dev.serval.spool.Payload;
import dev.serval.spool.SpoolView.Depth;
import dev.serval.spool.SpoolView.Entry;
import dev.serval.spool.SpoolView.Place;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Jobs as lines for a person, or as JSON for a program. Pure. */
public final class SpoolReport {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ROW = "%-8s %-26s %4s %5s %12s  %s%n";
    private static final int MOST_SHOWN = 4096;

    private SpoolReport() {}

    /** A line each, and how many there are of all. */
    public static String text(Depth depth, List<Entry> entries, Instant now) {
        StringBuilder out = new StringBuilder();
        out.append(
                "ready %d, delayed %d, running %d, dead %d%n"
                        .formatted(depth.ready(), depth.delayed(), depth.running(), depth.dead()));
        if (!entries.isEmpty()) {
            out.append(ROW.formatted("PLACE", "JOB", "PRIO", "TRIED", "DUE", "WHY"));
        }
        for (Entry entry : entries) {
            JobName name = entry.name();
            out.append(
                    ROW.formatted(
                            word(entry.place()),
                            name.id(),
                            name.priority(),
                            name.attempt(),
                            entry.place() == Place.WAITING ? due(name, now) : "-",
                            printable(entry.why())));
        }
        return out.toString();
    }

    private static String due(JobName name, Instant now) {
        Duration left = Duration.between(now, Instant.ofEpochMilli(name.due()));
        return left.isPositive() ? "in %d s".formatted(left.toSeconds() + 1) : "now";
    }

    private static String word(Place place) {
        return place.name().toLowerCase(Locale.ROOT);
    }

    /** The same as one document. */
    public static String json(Depth depth, List<Entry> entries) {
        return document(json -> {
            json.writeNumberProperty("ready", depth.ready());
            json.writeNumberProperty("delayed", depth.delayed());
            json.writeNumberProperty("running", depth.running());
            json.writeNumberProperty("dead", depth.dead());
            json.writeArrayPropertyStart("jobs");
            for (Entry entry : entries) {
                json.writeStartObject();
                entry(json, entry);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** One job with what it carries. */
    public static String text(Entry entry, Payload payload) {
        JobName name = entry.name();
        StringBuilder out = new StringBuilder();
        out.append("job        %s%n".formatted(name.id()));
        out.append("place      %s%n".formatted(word(entry.place())));
        out.append("submitted  %s%n".formatted(Instant.ofEpochMilli(name.submitted())));
        out.append("due        %s%n".formatted(Instant.ofEpochMilli(name.due())));
        out.append("priority   %d%n".formatted(name.priority()));
        out.append("tried      %d%n".formatted(name.attempt()));
        if (!entry.why().isEmpty()) {
            out.append("why        %s%n".formatted(printable(entry.why())));
        }
        new TreeMap<>(payload.metadata())
                .forEach((key, value) ->
                        out.append("  %s = %s%n".formatted(printable(key), printable(value))));
        byte[] body = payload.body();
        out.append("body       %d bytes%n".formatted(body.length));
        if (body.length > 0) {
            int shown = Math.min(body.length, MOST_SHOWN);
            out.append(printable(new String(body, 0, shown, UTF_8)));
            out.append(shown < body.length ? "...%n".formatted() : "%n".formatted());
        }
        return out.toString();
    }

    /** The same as one document, the body in base64. */
    public static String json(Entry entry, Payload payload) {
        return document(json -> {
            entry(json, entry);
            json.writeObjectPropertyStart("metadata");
            new TreeMap<>(payload.metadata()).forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeName("body");
            json.writeBinary(payload.body());
        });
    }

    private static void entry(JsonGenerator json, Entry entry) {
        JobName name = entry.name();
        json.writeStringProperty("id", name.id());
        json.writeStringProperty("place", word(entry.place()));
        json.writeNumberProperty("submitted", name.submitted());
        json.writeNumberProperty("due", name.due());
        json.writeNumberProperty("priority", name.priority());
        json.writeNumberProperty("tried", name.attempt());
        json.writeStringProperty("why", entry.why());
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json);
    }

    private static String document(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return out.toString(UTF_8) + "\n";
    }

    /** What a job holds is a client's perhaps: it writes nothing but itself on a terminal. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .forEach(c ->
                        clean.appendCodePoint(
                                Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c));
        return clean.toString();
    }
}
