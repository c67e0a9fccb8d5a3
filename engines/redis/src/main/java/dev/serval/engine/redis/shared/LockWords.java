package dev.serval.engine.redis.shared;

import dev.serval.engine.redis.Keys;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Locks, and what only their holder may do. Any thread.
 *
 * <p>Tokens are Redis's time in microseconds, or one more than the last: they grow, even if Redis
 * has forgotten all.
 */
final class LockWords {

    private static final long LEAST_LEASE = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST = Duration.ofDays(1).toMillis();
    private static final long SHORTEST_PAUSE = 5;
    private static final long LONGEST_PAUSE = 100;

    private static final String LOCK =
            """
            if redis.call('EXISTS', KEYS[1]) == 1 then
              return 0
            end
            local time = redis.call('TIME')
            local now = string.format('%d%06d', time[1], time[2])
            local last = redis.call('GET', KEYS[2])
            if last and tonumber(last) >= tonumber(now) then
              now = redis.call('INCR', KEYS[2])
            else
              redis.call('SET', KEYS[2], now)
            end
            redis.call('SET', KEYS[1], now, 'PX', ARGV[1])
            return tonumber(now)
            """;

    private static final String RENEW =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then
              return 0
            end
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            """;

    private static final String UNLOCK =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then
              return 0
            end
            return redis.call('DEL', KEYS[1])
            """;

    /** Only the holder; and a moment never goes back. */
    private static final String RAN =
            """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then
              return 0
            end
            local last = redis.call('HGET', KEYS[2], ARGV[2])
            if last and tonumber(last) >= tonumber(ARGV[3]) then
              return 0
            end
            if ARGV[4] == '1' then
              redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
            end
            return 1
            """;

    private final Keys store;

    LockWords(Keys store) {
        this.store = store;
    }

    Frame lock(Frame ask) throws InterruptedException {
        String[] keys = {lockKey(ask), store.key("token", "last")};
        long lease = Math.clamp(ask.number(1), LEAST_LEASE, LONGEST);
        long until =
                System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(Math.clamp(ask.number(2), 0, LONGEST));
        long pause = SHORTEST_PAUSE;
        while (true) {
            long token = store.number(LOCK, keys, lease);
            if (token > 0) {
                return ask.answer(Word.NUMBER, token);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                return ask.answer(Word.NO);
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(left, pause));
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    Frame renew(Frame ask) {
        long lease = Math.clamp(ask.number(2), LEAST_LEASE, LONGEST);
        return CacheWords.yes(
                ask, store.number(RENEW, new String[] {lockKey(ask)}, ask.number(1), lease) == 1);
    }

    Frame unlock(Frame ask) {
        store.number(UNLOCK, new String[] {lockKey(ask)}, ask.number(1));
        return ask.answer(Word.YES);
    }

    /** Whether it may begin, or that it has ended. */
    Frame ran(Frame ask) {
        String[] keys = {lockKey(ask), doneKey(ask)};
        int keep = ask.word() == Word.RAN ? 1 : 0;
        long done = store.number(RAN, keys, ask.number(1), ask.text(2), ask.number(3), keep);
        return CacheWords.yes(ask, done == 1);
    }

    Frame done(Frame ask) {
        List<Object> all = new ArrayList<>();
        store.commands()
                .hgetall(doneKey(ask))
                .forEach((task, millis) -> {
                    all.add(task);
                    all.add(millis);
                });
        return ask.answer(Word.VALUES, all.toArray());
    }

    private String lockKey(Frame ask) {
        return store.key("lock", ask.text(0));
    }

    private String doneKey(Frame ask) {
        return store.key("done", ask.text(0));
    }
}
