package dev.serval.master.hub;

import dev.serval.control.config.SharedConfig;
import dev.serval.control.option.CacheSpec;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.SharedOptions;
import java.util.List;

/**
 * What the operator wants to be shared.
 *
 * @param caches each with a name of its own
 * @param ring how many values; 0 for none
 * @param ringValueBytes the largest of them
 */
public record SharedPlan(List<CacheSpec> caches, int ring, long ringValueBytes) {

    public SharedPlan {
        caches = List.copyOf(caches);
    }

    /** Of the master's heap, the part that may be shared: 1 in so many. */
    private static final long SHARE = 2;

    private static final int MEGA = 20;
    private static final int ROOM = 64;

    /** A JVM counts a little less as its heap than it was told. */
    private static final long SPARE = 4;

    /**
     * @throws OptionException if two have one name, or this JVM has too little memory for them
     */
    public static SharedPlan of(OptionValues values) {
        List<CacheSpec> caches = values.all(SharedOptions.CACHE);
        for (CacheSpec cache : caches) {
            if (caches.stream().filter(other -> other.name().equals(cache.name())).count() > 1) {
                throw OptionException.combination(
                        "two caches are called %s; give one of them another name: --cache2"
                                        .formatted(cache.name())
                                + " name=other");
            }
        }
        SharedPlan plan =
                new SharedPlan(
                        caches,
                        values.get(SharedOptions.QUEUE),
                        values.get(SharedOptions.QUEUE_BLOCKSIZE));
        plan.check(Runtime.getRuntime().maxMemory());
        return plan;
    }

    private void check(long heap) {
        long wanted = ring * ringValueBytes;
        for (CacheSpec cache : caches) {
            wanted += cache.bytes();
        }
        if (wanted > heap / SHARE) {
            throw OptionException.combination(
                    "--cache2 and --queue may take %d MB together, and the master has a heap of %d MB, half of which is for them; give them less (bytes=32m), or the master more: SERVAL_MASTER_HEAP=%dm"
                            .formatted(
                                    wanted >> MEGA,
                                    heap >> MEGA,
                                    ((SHARE * wanted + wanted / SPARE) >> MEGA) + ROOM));
        }
    }

    /** What workers are told of it. */
    public SharedConfig config() {
        return new SharedConfig(caches.stream().map(CacheSpec::name).toList(), ring > 0);
    }
}
