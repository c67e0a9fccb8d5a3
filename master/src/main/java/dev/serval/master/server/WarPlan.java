package dev.serval.master.server;

import dev.serval.control.config.AppConfig;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.master.source.WarMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** WAR files, which an adapter runs. */
final class WarPlan {

    private static final String ADAPTER = "dev.serval.adapter.war.WarApp";
    private static final String MOUNT = "serval.war.";

    private WarPlan() {}

    /**
     * Finds the files.
     *
     * @throws OptionException if one of them is none, or two are to be served at one path
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
        settings.put("serval.catch-exceptions", values.get(AppOptions.CATCH_EXCEPTIONS).toString());
        String home = System.getProperty("serval.home", ".");
        List<String> adapter = List.of(Path.of(home, "adapters", "war") + "/*");
        return new AppPlan(
                String.join(", ", values.all(AppOptions.WAR)),
                new AppConfig(ADAPTER, adapter, settings));
    }
}
