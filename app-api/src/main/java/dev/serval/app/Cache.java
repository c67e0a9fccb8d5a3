package dev.serval.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;

/**
 * Values that all processes of a server see, kept in the master's memory: they outlive workers and
 * reloads, not the server. Any may be gone at any time: for want of room, or because its time is
 * up. Any thread; each call is one round trip on this machine.
 *
 * <p>Every method throws {@link SharedException} if the master cannot be reached, or a key (2048
 * bytes) or value is larger than the cache takes.
 */
public interface Cache {

    /** The value of this key. */
    Optional<byte[]> get(String key);

    /** Whatever was there before; for as long as the cache keeps values. */
    void put(String key, byte[] value);

    /**
     * Whatever was there before.
     *
     * @param time after that it is gone; zero for never
     */
    void put(String key, byte[] value, Duration time);

    /**
     * Only if there is none: of several who try at once, one succeeds.
     *
     * @return whether it is there now
     */
    boolean add(String key, byte[] value, Duration time);

    /** Only if there is one. */
    boolean replace(String key, byte[] value, Duration time);

    /** Whether it was there. */
    boolean remove(String key);

    /**
     * Adds to a number, which begins at 0 and is kept as text; its time is not begun anew.
     *
     * @param by may be negative
     * @return the new number
     * @throws SharedException also if the value is no number
     */
    long increment(String key, long by);

    /** Removes everything. */
    void clear();

    /** The value as a text in UTF-8. */
    default Optional<String> text(String key) {
        return get(key).map(value -> new String(value, UTF_8));
    }

    /** A text in UTF-8. */
    default void put(String key, String value) {
        put(key, value.getBytes(UTF_8));
    }

    /** A text in UTF-8. */
    default void put(String key, String value, Duration time) {
        put(key, value.getBytes(UTF_8), time);
    }
}
