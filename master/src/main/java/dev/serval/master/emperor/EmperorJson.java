package dev.serval.master.emperor;

import dev.serval.master.emperor.Vassal.Phase;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What an Emperor says of itself, with uWSGI's names where it has one: times are seconds since
 * 1970, flags are 0 and 1, a pid is -1 while nothing runs.
 */
final class EmperorJson {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A vassal.
     *
     * @param pid of its master; -1 for none
     * @param status its own words
     */
    record Entry(Empire.Row row, long pid, String status) {}

    private EmperorJson() {}

    /** One document, UTF-8, ending in a line feed. */
    static byte[] of(String version, EmperorPlan plan, List<Entry> vassals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("version", version);
            json.writeNumberProperty("pid", ProcessHandle.current().pid());
            json.writeArrayPropertyStart("emperor");
            plan.folders().forEach(json::writeString);
            json.writeEndArray();
            json.writeNumberProperty("emperor_tyrant", plan.tyrant() ? 1 : 0);
            json.writeArrayPropertyStart("vassals");
            vassals.forEach(entry -> write(json, entry));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Entry entry) {
        Empire.Row row = entry.row();
        json.writeStartObject();
        json.writeStringProperty("id", row.file().id());
        json.writeNumberProperty("pid", entry.pid());
        json.writeStringProperty("phase", row.phase().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("since", row.since().getEpochSecond());
        json.writeNumberProperty("ready", row.phase() == Phase.SERVING ? 1 : 0);
        json.writeNumberProperty("respawns", row.respawns());
        json.writeNumberProperty("uid", row.file().uid());
        json.writeNumberProperty("gid", row.file().gid());
        json.writeStringProperty("status", entry.status());
        json.writeEndObject();
    }
}
