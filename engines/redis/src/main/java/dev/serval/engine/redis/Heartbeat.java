package dev.serval.engine.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells a Redis that this process lives, on a daemon thread of its own: a job may take the thread
 * that runs it for as long as it likes.
 */
final class Heartbeat implements AutoCloseable {

    private static final long BEAT_SECONDS = 1;

    /** One who has said nothing for so long has died. */
    private static final long SILENCE_MILLIS = 15_000;

    private final RedisQueue queue;
    private final String owner;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean begun;

    Heartbeat(RedisQueue queue, String owner) {
        this.queue = queue;
        this.owner = owner;
    }

    /**
     * The first time, says it before anything is claimed; on the thread that runs jobs.
     *
     * @throws RedisException if there is no connection now
     */
    void begin() {
        if (begun) {
            return;
        }
        beat();
        begun = true;
        Thread.ofPlatform().daemon().name("spool-heartbeat").start(this::run);
    }

    private void beat() {
        queue.connection()
                .sync()
                .set(queue.owner(owner), new byte[] {'1'}, SetArgs.Builder.px(SILENCE_MILLIS));
    }

    private void run() {
        try {
            while (!over.await(BEAT_SECONDS, TimeUnit.SECONDS)) {
                beatIfPossible();
            }
            queue.connection().sync().del(queue.owner(owner));
        } catch (InterruptedException | RedisException e) {
            // Others find out in a while.
            return;
        }
    }

    private void beatIfPossible() {
        try {
            beat();
        } catch (RedisException e) {
            // Whoever runs jobs says that it is away.
            return;
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
