package dev.serval.master.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Servers as lines for a person, or as JSON for a program. Pure. */
public final class ClusterTable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ROW = "%-24s %-11s %5s %8s %9s %7s %7s %-8s %s";
    private static final int TENTH_MILLIS = 100;

    private ClusterTable() {}

    /** A heading, and a line each. */
    public static List<String> lines(List<NodeRow> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(
                ROW.formatted(
                        "NODE", "STATE", "GEN", "WORKERS", "BUSY", "REQ/S", "SEEN", "ZONE",
                        "VERSION"));
        for (NodeRow row : rows) {
            NodeFacts.Load load = row.load();
            lines.add(
                    ROW.formatted(
                                    row.node(),
                                    row.state(),
                                    load.generation(),
                                    load.ready() + "/" + load.workers(),
                                    load.busy() + "/" + load.cores(),
                                    load.perSecond(),
                                    seen(row.seenMillis()),
                                    row.zone().isEmpty() ? "-" : row.zone(),
                                    load.version())
                            .stripTrailing());
        }
        return lines;
    }

    private static String seen(long millis) {
        return "%d.%d s".formatted(millis / 1000, millis % 1000 / TENTH_MILLIS);
    }

    /** The same as one document. */
    public static String json(List<NodeRow> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("nodes");
            rows.forEach(row -> write(json, row));
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString(UTF_8) + "\n";
    }

    private static void write(JsonGenerator json, NodeRow row) {
        NodeFacts.Load load = row.load();
        json.writeStartObject();
        json.writeStringProperty("node", row.node());
        json.writeStringProperty("state", row.state());
        json.writeStringProperty("version", load.version());
        json.writeNumberProperty("generation", load.generation());
        json.writeNumberProperty("workers", load.workers());
        json.writeNumberProperty("ready", load.ready());
        json.writeNumberProperty("busy", load.busy());
        json.writeNumberProperty("cores", load.cores());
        json.writeNumberProperty("requests_per_second", load.perSecond());
        json.writeNumberProperty("seen_ms", row.seenMillis());
        json.writeStringProperty("zone", row.zone());
        json.writeStringProperty("stats", load.stats());
        json.writeEndObject();
    }
}
