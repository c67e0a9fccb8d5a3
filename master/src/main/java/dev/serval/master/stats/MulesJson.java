package dev.serval.master.stats;

import dev.serval.master.stats.ServerView.MuleRow;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Mules, of which uWSGI tells nothing. */
final class MulesJson {

    private MulesJson() {}

    static void write(JsonGenerator json, List<MuleRow> mules) {
        json.writeArrayPropertyStart("mules");
        for (MuleRow row : mules) {
            json.writeStartObject();
            json.writeNumberProperty("id", row.id());
            json.writeStringProperty("class", row.type());
            json.writeNumberProperty("pid", row.pid());
            json.writeNumberProperty("ready", row.ready() ? 1 : 0);
            json.writeNumberProperty("respawns", row.respawns());
            json.writeNumberProperty("generation", row.generation());
            json.writeNumberProperty("last_spawn", row.lastSpawn());
            json.writeNumberProperty("rss", Memory.rssBytes(row.pid()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
