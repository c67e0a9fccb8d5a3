package dev.serval.engine.redis.shared;

import dev.serval.engine.redis.Keys;
import dev.serval.hub.Frame;
import dev.serval.hub.SharedEngine.CacheRules;
import dev.serval.hub.Word;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Caches: a value is a key of Redis, and its end is Redis's. Any thread. */
final class CacheWords {

    private static final int MOST_KEY_BYTES = 2048;
    private static final int AT_ONCE = 1000;

    /** Keeps the time that a number has; a new one gets that of the cache. */
    private static final String INCREMENT =
            """
            local new = redis.call('EXISTS', KEYS[1]) == 0
            local number = redis.call('INCRBY', KEYS[1], ARGV[1])
            if new and ARGV[2] ~= '0' then
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return number
            """;

    private final Keys store;
    private final Map<String, CacheRules> caches;

    CacheWords(Keys store, Map<String, CacheRules> caches) {
        this.store = store;
        this.caches = caches;
    }

    /**
     * @throws IllegalArgumentException if it cannot be done
     */
    Frame answer(Frame ask) {
        String name = ask.text(0);
        CacheRules rules = caches.get(name);
        if (rules == null) {
            throw new IllegalArgumentException("there is no cache " + name);
        }
        if (ask.word() == Word.CLEAR) {
            clear(name);
            return ask.answer(Word.YES);
        }
        if (ask.bytes(1).length == 0 || ask.bytes(1).length > MOST_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key of a cache has 1 to %d bytes".formatted(MOST_KEY_BYTES));
        }
        String key = key(name, ask.text(1));
        return switch (ask.word()) {
            case GET, COPY -> value(ask, store.commands().get(key));
            case REMOVE -> yes(ask, store.commands().del(key) == 1);
            case INCREMENT -> increment(ask, key, rules);
            default -> set(ask, name, key, rules);
        };
    }

    private String key(String cache, String key) {
        return store.key("cache", cache + ":" + key);
    }

    private Frame set(Frame ask, String name, String key, CacheRules rules) {
        byte[] value = ask.bytes(2);
        if (value.length > rules.valueBytes()) {
            throw new IllegalArgumentException(
                    "the value has %d bytes, and cache %s takes %d (blocksize)"
                            .formatted(value.length, name, rules.valueBytes()));
        }
        long millis = ask.number(3) < 0 ? rules.ttl().toMillis() : ask.number(3);
        SetArgs how = new SetArgs();
        if (millis > 0) {
            how.px(millis);
        }
        if (ask.word() == Word.ADD) {
            how.nx();
        }
        if (ask.word() == Word.REPLACE) {
            how.xx();
        }
        return yes(ask, "OK".equals(store.commands().set(key, value, how)));
    }

    private Frame increment(Frame ask, String key, CacheRules rules) {
        try {
            long number =
                    store.number(
                            INCREMENT, new String[] {key}, ask.number(2), rules.ttl().toMillis());
            return ask.answer(Word.NUMBER, number);
        } catch (RedisCommandExecutionException e) {
            if (String.valueOf(e.getMessage()).contains("not an integer")) {
                throw new IllegalArgumentException(
                        "what is at %s is no number".formatted(ask.text(1)), e);
            }
            throw e;
        }
    }

    private void clear(String name) {
        RedisCommands<String, byte[]> redis = store.commands();
        ScanArgs ours = ScanArgs.Builder.matches(key(name, "*")).limit(AT_ONCE);
        KeyScanCursor<String> at = redis.scan(ours);
        while (true) {
            if (!at.getKeys().isEmpty()) {
                redis.unlink(at.getKeys().toArray(String[]::new));
            }
            if (at.isFinished()) {
                return;
            }
            at = redis.scan(at, ours);
        }
    }

    static Frame yes(Frame ask, boolean done) {
        return ask.answer(done ? Word.YES : Word.NO);
    }

    static Frame value(Frame ask, byte @Nullable [] value) {
        return value == null ? ask.answer(Word.NO) : ask.answer(Word.VALUE, value);
    }
}
