package dev.serval.control.option;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cache that all processes share: {@code name=sessions,items=10000,bytes=64m,ttl=1h}.
 *
 * @param name letters, digits, {@code _}, {@code .} and {@code -}, at most 64
 * @param items it holds at most
 * @param valueBytes the largest value
 * @param bytes of all keys and values together
 * @param ttl how long values are kept of which nothing is said; zero for ever
 * @param near how many copies a process may have
 * @param store the file that has it while no server runs; empty for none
 * @param storeSync how often the file is written, if there is anything new
 */
public record CacheSpec(
        String name,
        long items,
        long valueBytes,
        long bytes,
        Duration ttl,
        int near,
        String store,
        Duration storeSync) {

    /** As uWSGI writes it, with fewer keys. */
    public static final OptionType<CacheSpec> TYPE =
            new OptionType<>(
                    "name=NAME,KEY=VALUE",
                    "name=NAME, then any of items, blocksize, bytes, ttl, near, store and"
                            + " store_sync: name=sessions,items=10000,bytes=64m,ttl=1h",
                    CacheSpec::parse);

    private static final String NAME = "[A-Za-z0-9_.-]{1,64}";
    private static final long MOST_ITEMS = 100_000_000;
    private static final long LARGEST_VALUE = 16L << 20;
    private static final long LARGEST_CACHE = 1L << 40;
    private static final int MOST_NEAR = 100_000;

    /** Of uWSGI's keys, what is always so or means nothing here. */
    private static final List<String> TAKEN =
            List.of(
                    "purge_lru",
                    "ignore_full",
                    "keysize",
                    "hash",
                    "hashsize",
                    "bitmap",
                    "lastmod",
                    "use_blocks_bitmap");

    private static CacheSpec parse(String text) {
        Map<String, String> said = new HashMap<>();
        for (String part : text.trim().split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? "name" : part.substring(0, equals);
            if (said.put(key, part.substring(equals + 1)) != null) {
                throw new FaultyPart(part, key + " is said twice");
            }
        }
        String name = said.getOrDefault("name", "");
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(text);
        }
        said.remove("name");
        long items = OptionType.number(1, MOST_ITEMS).parser().apply(taken(said, "items", "10000"));
        long value =
                OptionType.size(1, LARGEST_VALUE).parser().apply(taken(said, "blocksize", "64k"));
        long blocks = OptionType.number(0, MOST_ITEMS).parser().apply(taken(said, "blocks", "0"));
        String all = blocks == 0 ? "64m" : Long.toString(Math.multiplyExact(blocks, value));
        long bytes = OptionType.size(1, LARGEST_CACHE).parser().apply(taken(said, "bytes", all));
        Duration ttl = OptionType.TIME.parser().apply(taken(said, "ttl", "0"));
        int near = OptionType.integer(0, MOST_NEAR).parser().apply(taken(said, "near", "0"));
        String store = taken(said, "store", "");
        Duration sync = OptionType.TIME.parser().apply(taken(said, "store_sync", "10"));
        TAKEN.forEach(said::remove);
        for (String left : said.keySet()) {
            throw new FaultyPart(
                    left,
                    "a cache has no %s here; it has name, items, blocksize, bytes, ttl, near, store and store_sync"
                            .formatted(left));
        }
        return new CacheSpec(name, items, value, bytes, ttl, near, store, sync);
    }

    private static String taken(Map<String, String> said, String key, String fallback) {
        String value = said.remove(key);
        return value == null ? fallback : value;
    }

    @Override
    public String toString() {
        String limits =
                "name=%s,items=%d,blocksize=%d,bytes=%d,ttl=%ds,near=%d"
                        .formatted(name, items, valueBytes, bytes, ttl.toSeconds(), near);
        return store.isEmpty()
                ? limits
                : "%s,store=%s,store_sync=%ds".formatted(limits, store, storeSync.toSeconds());
    }
}
