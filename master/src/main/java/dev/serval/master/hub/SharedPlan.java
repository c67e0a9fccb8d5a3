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

    /**
     * @throws OptionException if two have one name
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
        return new SharedPlan(
                caches, values.get(SharedOptions.QUEUE), values.get(SharedOptions.QUEUE_BLOCKSIZE));
    }

    /** What workers are told of it. */
    public SharedConfig config() {
        return new SharedConfig(caches.stream().map(CacheSpec::name).toList(), ring > 0);
    }
}
