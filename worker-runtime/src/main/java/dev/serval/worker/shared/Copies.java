package dev.serval.worker.shared;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Copies of a cache's values in this process: at most so many, those that were asked for last, each
 * of at most {@value #MOST_BYTES} bytes and for at most a second. Any thread.
 */
final class Copies {

    /** The largest value that is copied. */
    static final int MOST_BYTES = 16 * 1024;

    /** What ends a copy, should word of a change never come. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private static final float LOAD = 0.75f;

    /**
     * @param asOfNanos it was the cache's then, or later
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Copy(byte[] value, long asOfNanos) {}

    private final LongSupplier nanos;
    private final Map<String, Copy> copies;

    /**
     * @param nanos a clock like {@link System#nanoTime}
     */
    Copies(int most, LongSupplier nanos) {
        this.nanos = nanos;
        this.copies =
                new LinkedHashMap<>(16, LOAD, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Copy> eldest) {
                        return size() > most;
                    }
                };
    }

    /** Now, for {@link #keep}. */
    long now() {
        return nanos.getAsLong();
    }

    synchronized Optional<byte[]> get(String key) {
        Copy copy = copies.get(key);
        if (copy == null) {
            return Optional.empty();
        }
        if (now() - copy.asOfNanos >= LONGEST_NANOS) {
            copies.remove(key);
            return Optional.empty();
        }
        return Optional.of(copy.value.clone());
    }

    /**
     * @param asOfNanos when the cache was asked for it
     */
    synchronized void keep(String key, byte[] value, long asOfNanos) {
        if (value.length <= MOST_BYTES) {
            copies.put(key, new Copy(value.clone(), asOfNanos));
        }
    }

    synchronized void forget(String key) {
        copies.remove(key);
    }

    synchronized void forgetAll() {
        copies.clear();
    }
}
