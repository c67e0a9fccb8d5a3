package dev.serval.adapter.jwsgi;

import dev.serval.app.Cache;
import dev.serval.app.Shared;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A cache as the class {@code uwsgi} asks for it. */
public final class NamedCache {

    private final Cache cache;

    private NamedCache(Cache cache) {
        this.cache = cache;
    }

    /**
     * @param name null for the first that the operator has named
     * @throws UnsupportedOperationException if there is none, as in uWSGI
     */
    static NamedCache of(Shared shared, @Nullable String name) {
        String wanted = name == null ? shared.caches().stream().findFirst().orElse("") : name;
        if (!shared.caches().contains(wanted)) {
            throw new UnsupportedOperationException("cache not available");
        }
        return new NamedCache(shared.cache(wanted));
    }

    /** Null if there is nothing. */
    @SuppressWarnings("PMD.ReturnEmptyCollectionRatherThanNull")
    public byte @Nullable [] get(String key) {
        return cache.get(key).orElse(null);
    }

    /**
     * Nothing if there is one already, as in uWSGI.
     *
     * @param seconds until it is gone; 0 for never
     */
    public void set(String key, byte[] value, int seconds) {
        cache.add(key, value, Duration.ofSeconds(seconds));
    }

    /** Whatever was there before. */
    public void update(String key, byte[] value, int seconds) {
        cache.put(key, value, Duration.ofSeconds(seconds));
    }
}
