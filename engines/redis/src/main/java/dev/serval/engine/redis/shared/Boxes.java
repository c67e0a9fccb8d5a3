package dev.serval.engine.redis.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.engine.redis.Keys;
import io.lettuce.core.RedisException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Who has joined what: under each name the boxes of processes, each until ten seconds after its
 * process has last said that it is there. A thread of its own says that of this one. Any thread.
 */
final class Boxes {

    private static final long BEAT_SECONDS = 3;

    /** Three beats, and a little. */
    private static final long SILENCE_MILLIS = 10_000;

    private static final String JOIN =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            """;

    private static final String NEXT =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            local boxes = redis.call('ZRANGE', KEYS[1], 0, -1)
            if #boxes == 0 then
              return nil
            end
            table.sort(boxes)
            local turn = redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], 86400000)
            return boxes[turn % #boxes + 1]
            """;

    private final Keys store;
    private final String own;
    private final Set<String> joined = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean beating;

    /**
     * @param own this process's box
     */
    Boxes(Keys store, String own) {
        this.store = store;
        this.own = own;
    }

    /** This process is under that name from now on. */
    void join(String kind, String name) {
        String key = store.key(kind, name);
        joined.add(key);
        beat(key);
        synchronized (this) {
            if (!beating) {
                beating = true;
                Thread.ofPlatform().daemon().name("shared-heartbeat").start(this::run);
            }
        }
    }

    private void beat(String key) {
        store.number(JOIN, new String[] {key}, own, SILENCE_MILLIS);
    }

    private void run() {
        try {
            while (!over.await(BEAT_SECONDS, TimeUnit.SECONDS)) {
                joined.forEach(this::beatIfPossible);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; then it is over as well.
            return;
        }
    }

    private void beatIfPossible(String key) {
        try {
            beat(key);
        } catch (RedisException | IllegalStateException e) {
            // Away, or closed: whoever asks for something is told.
            return;
        }
    }

    /** One of those under that name, in turn. */
    Optional<String> next(String kind, String name) {
        byte[] box =
                store.bytes(NEXT, new String[] {store.key(kind, name), store.key("turn", name)});
        return Optional.ofNullable(box).map(text -> new String(text, UTF_8));
    }

    /** That one reads no more. */
    void gone(String kind, String name, String box) {
        store.commands().zrem(store.key(kind, name), Keys.word(box));
    }

    /** Says nothing any more. */
    void close() {
        over.countDown();
    }

    /** This process is under no name any more. */
    void leave() {
        close();
        for (String key : joined) {
            store.commands().zrem(key, Keys.word(own));
        }
        joined.clear();
    }
}
