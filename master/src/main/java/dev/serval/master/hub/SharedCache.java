package dev.serval.master.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.serval.control.option.CacheSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One cache. On the hub's loop, but for {@link #row} and what {@link Stored} says. */
final class SharedCache implements Stored {

    /** What an entry takes beside its bytes. */
    private static final int OVERHEAD = 120;

    private static final int MOST_KEY_BYTES = 2048;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** Whatever has more than that left was to be there for ever. */
    private static final Duration LONG = FOR_EVER.dividedBy(2);

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Entry(byte[] value, Duration time) {}

    private final Cache<String, Entry> entries;
    private volatile CacheSpec spec;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private final AtomicLong evictions = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();

    SharedCache(CacheSpec spec, Ticker ticker) {
        this.spec = spec;
        this.entries =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .ticker(ticker)
                        .maximumWeight(spec.bytes())
                        .weigher(this::weight)
                        .expireAfter(Expiry.writing((String _, Entry entry) -> entry.time))
                        .evictionListener((_, _, cause) ->
                                evictions.addAndGet(cause.equals(RemovalCause.SIZE) ? 1 : 0))
                        .build();
    }

    /** So that neither the bytes nor the items become too many. */
    private int weight(String key, Entry entry) {
        long bytes = OVERHEAD + 2L * key.length() + entry.value.length;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(bytes, spec.bytes() / spec.items()));
    }

    /** Other limits from now on. */
    void become(CacheSpec other) {
        spec = other;
        entries.policy().eviction().ifPresent(policy -> policy.setMaximum(other.bytes()));
    }

    Optional<byte[]> get(String key) {
        Entry entry = entries.getIfPresent(key);
        if (entry == null) {
            misses.incrementAndGet();
            return Optional.empty();
        }
        hits.incrementAndGet();
        return Optional.of(entry.value);
    }

    /**
     * @param millis 0 for ever, less for the cache's own time
     * @throws IllegalArgumentException if key or value is too large
     */
    void put(String key, byte[] value, long millis) {
        entries.put(checked(key), entry(value, millis));
        changes.incrementAndGet();
    }

    /** Only if there is none. */
    boolean add(String key, byte[] value, long millis) {
        return changed(entries.asMap().putIfAbsent(checked(key), entry(value, millis)) == null);
    }

    /** Only if there is one. */
    boolean replace(String key, byte[] value, long millis) {
        return changed(entries.asMap().replace(checked(key), entry(value, millis)) != null);
    }

    boolean remove(String key) {
        return changed(entries.asMap().remove(key) != null);
    }

    /** Afterwards, so that whoever sees the number grow finds the change. */
    private boolean changed(boolean done) {
        changes.incrementAndGet();
        return done;
    }

    /**
     * @throws IllegalArgumentException if there is something else
     */
    long increment(String key, long by) {
        Entry before = entries.getIfPresent(checked(key));
        long number = (before == null ? 0 : number(key, before.value)) + by;
        byte[] text = Long.toString(number).getBytes(US_ASCII);
        if (before == null) {
            put(key, text, -1);
            return number;
        }
        entries.put(key, new Entry(text, left(key)));
        changes.incrementAndGet();
        return number;
    }

    /** Until it is gone. */
    private Duration left(String key) {
        return entries.policy()
                .expireVariably()
                .flatMap(policy -> policy.getExpiresAfter(key))
                .orElse(FOR_EVER);
    }

    private static long number(String key, byte[] value) {
        try {
            return Long.parseLong(new String(value, UTF_8));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("what is at %s is no number".formatted(key), e);
        }
    }

    void clear() {
        entries.invalidateAll();
        changes.incrementAndGet();
    }

    private String checked(String key) {
        if (key.isEmpty() || key.getBytes(UTF_8).length > MOST_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key of a cache has 1 to %d bytes".formatted(MOST_KEY_BYTES));
        }
        return key;
    }

    private Entry entry(byte[] value, long millis) {
        if (value.length > spec.valueBytes()) {
            throw new IllegalArgumentException(
                    "the value has %d bytes, and cache %s takes %d (blocksize)"
                            .formatted(value.length, spec.name(), spec.valueBytes()));
        }
        Duration time = millis < 0 ? spec.ttl() : Duration.ofMillis(millis);
        return new Entry(value, time.isZero() ? FOR_EVER : time);
    }

    /** Takes back what a file has; what is over or does not fit is left out. */
    void restore(Kept kept) {
        boolean forEver = kept.untilMillis() == 0;
        long left = kept.untilMillis() - System.currentTimeMillis();
        boolean fits = kept.value().length <= spec.valueBytes() && !kept.key().isEmpty();
        if (fits && (forEver || left > 0)) {
            put(kept.key(), kept.value(), forEver ? 0 : left);
        }
    }

    @Override
    public long changes() {
        return changes.get();
    }

    @Override
    public void each(Consumer<Kept> taker) {
        long now = System.currentTimeMillis();
        entries.asMap()
                .forEach((key, entry) -> {
                    Duration left = left(key);
                    boolean ends = left.compareTo(LONG) < 0;
                    taker.accept(new Kept(key, entry.value, ends ? now + left.toMillis() : 0));
                });
    }

    CacheSpec spec() {
        return spec;
    }

    /** Any thread. */
    CacheRow row() {
        long bytes =
                entries.policy()
                        .eviction()
                        .flatMap(p -> p.weightedSize().stream().boxed().findFirst())
                        .orElse(0L);
        return new CacheRow(
                spec.name(),
                entries.estimatedSize(),
                spec.items(),
                bytes,
                spec.bytes(),
                hits.get(),
                misses.get(),
                evictions.get());
    }
}
