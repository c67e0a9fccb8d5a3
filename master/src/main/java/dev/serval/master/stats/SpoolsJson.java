package dev.serval.master.stats;

import dev.serval.control.board.Counters;
import dev.serval.master.stats.ServerView.CoreRow;
import dev.serval.master.stats.ServerView.SpoolRow;
import dev.serval.master.stats.ServerView.SpoolerRow;
import dev.serval.spool.SpoolView.Depth;
import tools.jackson.core.JsonGenerator;

/** Spoolers, with uWSGI's names, and queues, which uWSGI does not count. */
final class SpoolsJson {

    private SpoolsJson() {}

    static void write(JsonGenerator json, ServerView view) {
        json.writeArrayPropertyStart("spoolers");
        view.spoolers().forEach(row -> spooler(json, row));
        json.writeEndArray();
        json.writeArrayPropertyStart("spools");
        view.spools().forEach(row -> spool(json, row));
        json.writeEndArray();
    }

    private static void spooler(JsonGenerator json, SpoolerRow row) {
        CoreRow core = row.core();
        Counters total = core.total();
        json.writeStartObject();
        json.writeNumberProperty("id", row.id());
        json.writeStringProperty("spool", row.spool());
        json.writeStringProperty("dir", row.folder());
        json.writeNumberProperty("pid", row.pid());
        json.writeNumberProperty("ready", row.ready() ? 1 : 0);
        json.writeNumberProperty("tasks", total.requests());
        json.writeNumberProperty("exceptions", total.exceptions());
        json.writeNumberProperty("harakiri_count", total.harakiris());
        json.writeNumberProperty("running_time", total.runningMicros());
        json.writeNumberProperty("respawns", row.respawns());
        json.writeNumberProperty("generation", row.generation());
        json.writeNumberProperty("last_spawn", row.lastSpawn());
        json.writeNumberProperty("running", core.busySince() == 0 ? 0 : 1);
        json.writeNumberProperty("rss", Memory.rssBytes(row.pid()));
        json.writeEndObject();
    }

    private static void spool(JsonGenerator json, SpoolRow row) {
        Depth depth = row.depth();
        json.writeStartObject();
        json.writeStringProperty("name", row.name());
        json.writeStringProperty("dir", row.folder());
        json.writeNumberProperty("ready", depth.ready());
        json.writeNumberProperty("delayed", depth.delayed());
        json.writeNumberProperty("running", depth.running());
        json.writeNumberProperty("dead", depth.dead());
        json.writeNumberProperty("oldest_due", depth.oldest());
        json.writeEndObject();
    }
}
