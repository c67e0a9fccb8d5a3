package dev.serval.engine.redis;

import dev.serval.spool.Bell;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** Rings when somebody publishes that a job waits. What it misses is found by looking. */
final class Ear {

    private final RedisQueue queue;
    private final Bell bell;
    private boolean open;

    Ear(RedisQueue queue, Bell bell) {
        this.queue = queue;
        this.bell = bell;
    }

    /** The first time, begins to listen; from then on by itself, after a break too. */
    void open() {
        if (open) {
            return;
        }
        StatefulRedisPubSubConnection<String, byte[]> connection =
                queue.link().subscribe(RedisQueue.CODEC);
        connection.addListener(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String channel, byte[] message) {
                        bell.ring();
                    }
                });
        connection.sync().subscribe(queue.bell());
        open = true;
    }
}
