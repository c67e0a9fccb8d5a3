package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.config.PoolConfig.Check;
import dev.serval.control.log.EventLog;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Asks each backend of a pool, again and again, whether it is well. One for all event loops of a
 * router, on one of them.
 */
public final class HealthWatch {

    /** Who wants to know. */
    public interface Listener {

        /** A backend, by its place in the pool, is well, or is not. */
        void changed(int backend, boolean well);
    }

    private final EventLoop loop;
    private final Check check;
    private final int backend;
    private final String name;
    private final Probe probe;
    private final Listener listener;
    private Health health;

    private HealthWatch(
            EventLoop loop, PoolConfig pool, Check check, int backend, Listener listener) {
        this.loop = loop;
        this.check = check;
        this.backend = backend;
        this.name = "pool %s, %s".formatted(pool.name(), pool.to().get(backend).address());
        this.probe = new Probe(loop, pool.to().get(backend).address(), check);
        this.listener = listener;
        this.health = Health.NEW;
    }

    /**
     * Begins, if the pool wants checks.
     *
     * @param listener told on {@code loop}
     */
    public static void start(EventLoop loop, PoolConfig pool, Listener listener) {
        pool.check()
                .ifPresent(check -> {
                    for (int i = 0; i < pool.to().size(); i++) {
                        HealthWatch watch = new HealthWatch(loop, pool, check, i, listener);
                        loop.execute(watch::ask);
                    }
                });
    }

    private void ask() {
        probe.run(this::answered);
    }

    private void answered(boolean good, String what) {
        Health next = health.after(good, check.rise(), check.fall());
        if (next.well() != health.well()) {
            listener.changed(backend, next.well());
            EventLog.line(
                    next.well()
                            ? "%s: is well again".formatted(name)
                            : "%s: is not well: %s".formatted(name, what));
        }
        health = next;
        loop.schedule(this::ask, check.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
}
