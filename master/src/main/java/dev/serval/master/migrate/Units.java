package dev.serval.master.migrate;

import dev.serval.master.migrate.UwsgiFile.Entry;
import java.util.Map;
import java.util.Set;

/** Words and values that are written in another way here. Pure. */
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
    private static final Map<String, String> OTHER_WORDS =
            Map.of(
                    "http11-socket", "http-socket",
                    "puwsgi-socket", "socket",
                    "static-check", "check-static",
                    "logformat", "log-format",
                    "logger-req", "req-logger",
                    "safe-pidfile", "pidfile",
                    "immediate-uid", "uid",
                    "immediate-gid", "gid");

    private Units() {}

    /** The entry as it is meant, in our words. */
    static Entry here(Entry entry) {
        // A number ends there where no digit follows, so that a remark behind it does no harm.
        String value = entry.value().replaceFirst("^(\\d+|true|false)\\s+[;#].*$", "$1");
        String key = OTHER_WORDS.getOrDefault(entry.key(), entry.key());
        if (key.equals("logger") && value.matches("file:/\\S+")) {
            return new Entry(entry.line(), "logto", value.substring(5), entry.condition());
        }
        return new Entry(entry.line(), key, measured(key, value), entry.condition());
    }

    private static String measured(String key, String value) {
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
