package dev.serval.control.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a worker loads.
 *
 * @param module {@code pkg.Class} or {@code pkg.Class::method}
 * @param classPath jars and folders it is loaded from
 * @param settings what the server adds to the application's settings: an adapter is told here what
 *     it is to run. Neither keys nor values hold a line break
 */
public record AppConfig(String module, List<String> classPath, Map<String, String> settings) {

    private static final char MARK = '=';

    AppConfig(Settings s) {
        this(s.text("module"), s.list("class-path"), parted(s.list("app-settings")));
    }

    /** How the operator named it: an adapter is told what it is to run. */
    public String shown() {
        return settings.getOrDefault("serval.app", module);
    }

    Settings addTo(Settings to) {
        return to.put("module", module)
                .put("class-path", classPath)
                .put(
                        "app-settings",
                        new TreeMap<>(settings)
                                .entrySet().stream()
                                        .map(entry -> entry.getKey() + MARK + entry.getValue())
                                        .toList());
    }

    private static Map<String, String> parted(List<String> entries) {
        Map<String, String> settings = new TreeMap<>();
        for (String entry : entries) {
            int mark = entry.indexOf(MARK);
            settings.put(entry.substring(0, mark), entry.substring(mark + 1));
        }
        return settings;
    }
}
