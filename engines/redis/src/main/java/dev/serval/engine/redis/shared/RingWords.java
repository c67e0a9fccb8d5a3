package dev.serval.engine.redis.shared;

import dev.serval.engine.redis.Keys;
import dev.serval.hub.Frame;
import dev.serval.hub.SharedEngine.RingRules;
import dev.serval.hub.Word;

/** The ring: a list of Redis's, the newest first. Any thread. */
final class RingWords {

    private static final String PUSH =
            """
            redis.call('LPUSH', KEYS[1], ARGV[1])
            redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
            return 1
            """;

    private final Keys store;
    private final RingRules rules;
    private final String key;

    RingWords(Keys store, RingRules rules) {
        this.store = store;
        this.rules = rules;
        this.key = store.key("ring", "values");
    }

    /**
     * @throws IllegalArgumentException if it cannot be done
     */
    Frame answer(Frame ask) {
        if (rules.values() == 0) {
            throw new IllegalArgumentException("there is no ring; make one: --queue 1000");
        }
        return switch (ask.word()) {
            case PUSH -> push(ask);
            case PULL -> CacheWords.value(ask, store.commands().rpop(key));
            case POP -> CacheWords.value(ask, store.commands().lpop(key));
            default ->
                    ask.answer(
                            Word.VALUES,
                            ask.number(0) < 1
                                    ? new Object[0]
                                    : store.commands().lrange(key, 0, ask.number(0) - 1).toArray());
        };
    }

    private Frame push(Frame ask) {
        byte[] value = ask.bytes(0);
        if (value.length > rules.valueBytes()) {
            throw new IllegalArgumentException(
                    "the value has %d bytes, and the ring takes %d (--queue-blocksize)"
                            .formatted(value.length, rules.valueBytes()));
        }
        store.number(PUSH, new String[] {key}, value, rules.values());
        return ask.answer(Word.YES);
    }
}
