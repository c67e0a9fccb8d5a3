package dev.serval.control.config;

import java.util.List;

/**
 * What a worker or spooler needs to know of what is shared.
 *
 * @param caches their names
 * @param ring whether there is one
 */
public record SharedConfig(List<String> caches, boolean ring) {

    public SharedConfig {
        caches = List.copyOf(caches);
    }

    /** Nothing has been named. */
    public static SharedConfig none() {
        return new SharedConfig(List.of(), false);
    }

    Settings addTo(Settings to) {
        return to.put("shared-caches", caches).put("shared-ring", ring ? 1L : 0L);
    }

    static SharedConfig of(Settings s) {
        return new SharedConfig(s.list("shared-caches"), s.integer("shared-ring") == 1);
    }
}
