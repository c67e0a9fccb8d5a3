package dev.serval.master.training;

import dev.serval.control.link.Role;
import dev.serval.master.process.Preload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The two steps in which a cache is made: a run that is recorded, and a JVM that runs nothing and
 * writes what was recorded as a cache. In two, since in one (AOTCacheOutput) the second is a child
 * of the first, and nobody could end it.
 *
 * @param work where files are put
 * @param names of the caches to make; other roles are not recorded
 */
record Recording(Path work, Map<Role, String> names) {

    /** For the run. */
    Preload run() {
        return (role, _) ->
                names.containsKey(role)
                        ? List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded(role))
                        : List.of();
    }

    /** For the JVM that writes the cache. */
    Preload creation() {
        return (role, _) -> {
            List<String> options = new ArrayList<>(List.of("-XX:AOTMode=create"));
            options.add("-XX:AOTConfiguration=" + recorded(role));
            options.add("-XX:AOTCache=" + made(role));
            return options;
        };
    }

    /** What the run leaves. */
    Path recorded(Role role) {
        return work.resolve(role.word() + ".config");
    }

    /** What the second step makes. */
    Path made(Role role) {
        return work.resolve(role.word() + ".made");
    }
}
