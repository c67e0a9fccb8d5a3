package dev.serval.master.hub;

import dev.serval.control.config.SharedConfig;
import dev.serval.control.option.CacheSpec;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.SharedOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator wants to be shared.
 *
 * @param caches each with a name of its own
 * @param ring of values
 * @param place where all that is kept
 */
public record SharedPlan(List<CacheSpec> caches, RingPlan ring, SharedPlace place) {

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
     * @throws OptionException if two have one name or one file, there is no place for a file, or
     *     this JVM has too little memory for them
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
                        new RingPlan(
                                values.get(SharedOptions.QUEUE),
                                values.get(SharedOptions.QUEUE_BLOCKSIZE),
                                values.text(SharedOptions.QUEUE_STORE),
                                values.get(SharedOptions.QUEUE_STORE_SYNC)),
                        SharedPlace.of(values));
        if (plan.elsewhere()) {
            plan.checkPlain();
            return plan;
        }
        plan.check(Runtime.getRuntime().maxMemory());
        plan.checkFiles();
        return plan;
    }

    /** Whether this master has nothing of it. */
    public boolean elsewhere() {
        return place.elsewhere();
    }

    /** What of it is in this master. */
    SharedPlan here() {
        return elsewhere()
                ? new SharedPlan(List.of(), new RingPlan(0, 1, "", ring.storeSync()), place)
                : this;
    }

    private void checkPlain() {
        for (CacheSpec cache : caches) {
            if (cache.near() > 0 || !cache.store().isEmpty()) {
                throw OptionException.combination(
                        "cache %s has near or store, which are for caches in this server's master; leave them out, or --shared"
                                .formatted(cache.name()));
            }
        }
        if (!ring.store().isEmpty()) {
            throw OptionException.combination(
                    "--queue-store is for a ring in this server's master; leave it out, or --shared");
        }
    }

    private void checkFiles() {
        Set<Path> files = new HashSet<>();
        for (CacheSpec cache : caches) {
            file(cache).ifPresent(file -> check("--cache2 store=", file.path(), files));
        }
        ring.file().ifPresent(file -> check("--queue-store ", file.path(), files));
    }

    private static void check(String option, Path file, Set<Path> files) {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw OptionException.file(
                    "%s%s: there is no folder %s that this server may write in"
                            .formatted(option, file, folder));
        }
        if (Files.isDirectory(file)) {
            throw OptionException.file("%s%s: that is a folder".formatted(option, file));
        }
        if (!files.add(file)) {
            throw OptionException.combination(
                    "%s%s: another cache or the ring has this file; give it one of its own"
                            .formatted(option, file));
        }
    }

    /** Where this cache is kept while no server runs. */
    static Optional<StoreFile> file(CacheSpec cache) {
        return cache.store().isEmpty()
                ? Optional.empty()
                : Optional.of(new StoreFile(Path.of(cache.store()).toAbsolutePath().normalize()));
    }

    private void check(long heap) {
        long wanted = ring.values() * ring.valueBytes();
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
        return new SharedConfig(
                caches.stream()
                        .map(each ->
                                new SharedConfig.NamedCache(
                                        each.name(), each.near(), each.valueBytes(), each.ttl()))
                        .toList(),
                ring.values(),
                ring.valueBytes(),
                place.url(),
                place.name());
    }
}
