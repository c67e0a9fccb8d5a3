package dev.serval.control.config;

import java.util.List;

/**
 * What mules run.
 *
 * @param classes of mule 1, 2 and so on
 */
public record MuleConfig(List<String> classes) {

    public MuleConfig {
        classes = List.copyOf(classes);
    }

    Settings addTo(Settings to) {
        return to.put("mules", classes);
    }

    static MuleConfig of(Settings s) {
        return new MuleConfig(s.list("mules"));
    }
}
