package dev.serval.master.migrate;

import java.util.Set;

/** Values that are written in another way here. Pure. */
final class Units {

    private static final Set<String> MEGABYTES =
            Set.of("limit-as", "reload-on-as", "reload-on-rss", "evil-reload-on-rss");
    private static final Set<String> MILLISECONDS = Set.of("emperor-max-throttle");
    private static final Set<String> LISTENING =
            Set.of(
                    "http",
                    "https",
                    "httprouter",
                    "http-socket",
                    "socket",
                    "uwsgi-socket",
                    "s",
                    "stats",
                    "stats-server");

    private Units() {}

    /** The value as it is meant, in our words. */
    static String here(String key, String value) {
        if (value.matches("\\d+")) {
            if (MEGABYTES.contains(key)) {
                return value + "m";
            }
            if (MILLISECONDS.contains(key)) {
                return value + "ms";
            }
        }
        // There a port alone is one of every interface, here it is of the loopback.
        return LISTENING.contains(key) && value.matches(":\\d+(,.*)?") ? "*" + value : value;
    }
}
