package dev.serval.adapter.war.session;

import dev.serval.app.Cache;
import dev.serval.app.SharedException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one WAR, each one value of a cache: kept for as long as the session may be idle,
 * or for as long as the cache keeps values where it never ends. Any thread.
 *
 * <p>No failure is let through: the engine would log it with the session's id, which is a secret.
 */
final class SessionsInCache extends AbstractSessionDataStore {

    /** Ours have about forty letters; what is longer comes from somebody who tries things. */
    private static final int LONGEST_ID = 128;

    private final Cache cache;
    private final Losses losses;
    private final SessionBytes bytes;

    SessionsInCache(Cache cache, Losses losses) {
        this.cache = cache;
        this.losses = losses;
        this.bytes = new SessionBytes(losses);
    }

    @Override
    public @Nullable SessionData doLoad(String id) {
        Optional<byte[]> found = found(id);
        if (found.isEmpty()) {
            return null;
        }
        try {
            return bytes.read(found.get(), id, _context);
        } catch (IOException e) {
            losses.unkept(e);
            return null;
        }
    }

    private Optional<byte[]> found(String id) {
        try {
            return id.length() > LONGEST_ID ? Optional.empty() : cache.get(key(id));
        } catch (SharedException e) {
            losses.unkept(e);
            return Optional.empty();
        }
    }

    @Override
    public void doStore(String id, SessionData data, long lastSaved) {
        try {
            byte[] value = bytes.of(data);
            if (data.getMaxInactiveMs() > 0) {
                cache.put(key(id), value, Duration.ofMillis(data.getMaxInactiveMs()));
            } else {
                cache.put(key(id), value);
            }
        } catch (IOException | SharedException e) {
            losses.unkept(e);
        }
    }

    @Override
    public boolean delete(String id) {
        try {
            return id.length() <= LONGEST_ID && cache.remove(key(id));
        } catch (SharedException e) {
            losses.unkept(e);
            return false;
        }
    }

    private String key(String id) {
        return "session %s %s".formatted(_context.getCanonicalContextPath(), id);
    }

    @Override
    public boolean doExists(String id) {
        return found(id).isPresent();
    }

    /** Those of the candidates that are over: the cache has forgotten them. */
    @Override
    public Set<String> doCheckExpired(Set<String> candidates, long time) {
        Set<String> over = new HashSet<>(candidates);
        over.removeIf(this::doExists);
        return over;
    }

    @Override
    public Set<String> doGetExpired(long before) {
        return Set.of();
    }

    @Override
    public void doCleanOrphans(long before) {}

    @Override
    public boolean isPassivating() {
        return true;
    }
}
