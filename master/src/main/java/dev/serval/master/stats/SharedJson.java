package dev.serval.master.stats;

import dev.serval.master.hub.CacheRow;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Caches, with uWSGI's names where it has one. */
final class SharedJson {

    private SharedJson() {}

    static void write(JsonGenerator json, List<CacheRow> caches) {
        json.writeArrayPropertyStart("caches");
        for (CacheRow row : caches) {
            json.writeStartObject();
            json.writeStringProperty("name", row.name());
            json.writeNumberProperty("max_items", row.maxItems());
            json.writeNumberProperty("items", row.items());
            json.writeNumberProperty("hits", row.hits());
            json.writeNumberProperty("miss", row.misses());
            json.writeNumberProperty("full", row.evictions());
            json.writeNumberProperty("bytes", row.bytes());
            json.writeNumberProperty("max_bytes", row.maxBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
