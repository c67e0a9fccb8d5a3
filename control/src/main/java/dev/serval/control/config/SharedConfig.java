package dev.serval.control.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a worker or spooler needs to know of what is shared.
 *
 * @param caches that there are
 * @param ring whether there is one
 */
public record SharedConfig(List<NamedCache> caches, boolean ring) {

    /**
     * @param name of a cache
     * @param near how many copies of its values a process may have
     */
    public record NamedCache(String name, int near) {}

    public SharedConfig {
        caches = List.copyOf(caches);
    }

    /** Nothing has been named. */
    public static SharedConfig none() {
        return new SharedConfig(List.of(), false);
    }

    /** Of all caches. */
    public List<String> names() {
        return caches.stream().map(NamedCache::name).toList();
    }

    /**
     * How many copies of this cache's values a process may have; empty if there is no such cache.
     */
    public OptionalInt near(String name) {
        return caches.stream()
                .filter(each -> each.name.equals(name))
                .mapToInt(NamedCache::near)
                .findFirst();
    }

    Settings addTo(Settings to) {
        return to.put("shared-caches", names())
                .put(
                        "shared-near",
                        caches.stream().map(each -> Integer.toString(each.near)).toList())
                .put("shared-ring", ring ? 1L : 0L);
    }

    static SharedConfig of(Settings s) {
        List<String> names = s.list("shared-caches");
        List<String> near = s.list("shared-near");
        List<NamedCache> caches = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            caches.add(new NamedCache(names.get(i), Integer.parseInt(near.get(i))));
        }
        return new SharedConfig(caches, s.integer("shared-ring") == 1);
    }
}
