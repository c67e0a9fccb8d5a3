package dev.serval.master.server;

import dev.serval.control.config.AppConfig;
import dev.serval.control.option.CacheSpec;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.SharedOptions;
import dev.serval.master.source.WarMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** WAR files, which an adapter runs. */
final class WarPlan {

    private static final String ADAPTER = "dev.serval.adapter.war.WarApp";
    private static final String MOUNT = "serval.war.";

    private WarPlan() {}

    /**
     * Finds the files.
     *
     * @throws OptionException if one of them is none, two are to be served at one path, or there is
     *     no cache for the sessions
     */
    static AppPlan of(OptionValues values) {
        Map<String, String> settings = new TreeMap<>();
        for (String war : values.all(AppOptions.WAR)) {
            WarMount mount = WarMount.of(war);
            if (settings.put(MOUNT + mount.path(), mount.file().toString()) != null) {
                throw OptionException.combination(
                        "two WAR files are to be served at %s; give each a path of its own: --war /shop=shop.war --war /blog=blog.war"
                                .formatted(mount.path()));
            }
        }
        if (values.isSaid(AppOptions.WAR_SESSIONS)) {
            String sessions = values.get(AppOptions.WAR_SESSIONS);
            check(sessions, values);
            settings.put("serval.war-sessions", sessions);
        }
        settings.put("serval.catch-exceptions", values.get(AppOptions.CATCH_EXCEPTIONS).toString());
        String home = System.getProperty("serval.home", ".");
        List<String> adapter = List.of(Path.of(home, "adapters", "war") + "/*");
        return new AppPlan(
                String.join(", ", values.all(AppOptions.WAR)),
                new AppConfig(ADAPTER, adapter, settings));
    }

    private static void check(String sessions, OptionValues values) {
        Optional<CacheSpec> cache =
                values.all(SharedOptions.CACHE).stream()
                        .filter(each -> each.name().equals(sessions))
                        .findFirst();
        if (cache.isEmpty()) {
            throw OptionException.combination(
                    "--war-sessions %s: there is no cache of this name; make one: --cache2 name=%s"
                            .formatted(sessions, sessions));
        }
        if (cache.get().near() > 0) {
            throw OptionException.combination(
                    "--war-sessions %s: this cache has copies in each worker, which a session must not be read from; leave out near=%d"
                            .formatted(sessions, cache.get().near()));
        }
    }
}
