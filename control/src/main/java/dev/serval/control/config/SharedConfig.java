package dev.serval.control.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a worker or spooler needs to know of what is shared.
 *
 * @param caches that there are
 * @param ring how many values there may be in it; 0 for none
 * @param ringValueBytes the largest of them
 * @param url where it is kept, with its password; empty for the master
 * @param name of what servers with one {@code url} share
 */
public record SharedConfig(
        List<NamedCache> caches, int ring, long ringValueBytes, String url, String name) {

    private static final String MARK = " ";

    /**
     * @param name of a cache
     * @param near how many copies of its values a process may have
     * @param valueBytes the largest value
     * @param ttl how long values are kept of which nothing is said; zero for ever
     */
    public record NamedCache(String name, int near, long valueBytes, Duration ttl) {

        private String flat() {
            return String.join(
                    MARK,
                    name,
                    Integer.toString(near),
                    Long.toString(valueBytes),
                    Long.toString(ttl.toMillis()));
        }

        private static NamedCache of(String flat) {
            String[] parts = flat.split(MARK, -1);
            return new NamedCache(
                    parts[0],
                    Integer.parseInt(parts[1]),
                    Long.parseLong(parts[2]),
                    Duration.ofMillis(Long.parseLong(parts[3])));
        }
    }

    public SharedConfig {
        caches = List.copyOf(caches);
    }

    /** Of all caches. */
    public List<String> names() {
        return caches.stream().map(NamedCache::name).toList();
    }

    /** The cache of this name. */
    public Optional<NamedCache> cache(String wanted) {
        return caches.stream().filter(each -> each.name.equals(wanted)).findFirst();
    }

    /** Its URL is not for messages. */
    @Override
    public String toString() {
        return "SharedConfig[%s, %d, %s]".formatted(caches, ring, name);
    }

    Settings addTo(Settings to) {
        return to.put("shared-caches", caches.stream().map(NamedCache::flat).toList())
                .put("shared-ring", ring)
                .put("shared-ring-bytes", ringValueBytes)
                .put("shared-url", url)
                .put("shared-name", name);
    }

    static SharedConfig of(Settings s) {
        List<NamedCache> caches = new ArrayList<>();
        s.list("shared-caches").forEach(flat -> caches.add(NamedCache.of(flat)));
        return new SharedConfig(
                caches,
                s.integer("shared-ring"),
                s.number("shared-ring-bytes"),
                s.text("shared-url"),
                s.text("shared-name"));
    }
}
