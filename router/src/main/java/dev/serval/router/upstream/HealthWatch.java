package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.config.PoolConfig.Check;
import dev.serval.control.log.EventLog;
import dev.serval.control.option.BackendAddress;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks each backend of a pool, again and again, whether it is well. One for all event loops of a
 * router, on one of them.
 */
public final class HealthWatch {

    /** Who wants to know. */
    public interface Listener {

        /** A backend is well, or is not. */
        void changed(BackendAddress backend, boolean well);
    }

    private final EventLoop loop;
    private final PoolConfig pool;
    private final Members members;
    private final Listener listener;
    private final Map<BackendAddress, Watched> watched = new HashMap<>();

    /**
     * Asks nobody yet.
     *
     * @param listener told on {@code loop}
     */
    public HealthWatch(EventLoop loop, PoolConfig pool, Listener listener) {
        this.loop = loop;
        this.pool = pool;
        this.members = new Members(pool.to(), pool.membership().sources());
        this.listener = listener;
    }

    /** Begins, if the pool wants checks. */
    public void start() {
        loop.execute(this::follow);
    }

    /** Everybody that was found somewhere. */
    public void found(String source, List<PoolConfig.Backend> backends) {
        loop.execute(() -> {
            if (members.found(source, backends)) {
                follow();
            }
        });
    }

    private void follow() {
        pool.check()
                .ifPresent(check -> {
                    List<BackendAddress> now =
                            members.all().stream().map(PoolConfig.Backend::address).toList();
                    watched.keySet().retainAll(now);
                    for (BackendAddress each : now) {
                        if (!watched.containsKey(each)) {
                            Watched made = new Watched(check, each);
                            watched.put(each, made);
                            made.ask();
                        }
                    }
                });
    }

    private final class Watched {

        private final Check check;
        private final BackendAddress backend;
        private final Probe probe;
        private Health health = Health.NEW;

        Watched(Check check, BackendAddress backend) {
            this.check = check;
            this.backend = backend;
            this.probe = new Probe(loop, backend, check);
        }

        private void ask() {
            if (this.equals(watched.get(backend))) {
                probe.run(this::answered);
            }
        }

        private void answered(boolean good, String what) {
            Health next = health.after(good, check.rise(), check.fall());
            if (next.well() != health.well()) {
                listener.changed(backend, next.well());
                String name = "pool %s, %s".formatted(pool.name(), backend);
                EventLog.line(
                        next.well()
                                ? "%s: is well again".formatted(name)
                                : "%s: is not well: %s".formatted(name, what));
            }
            health = next;
            loop.schedule(this::ask, check.interval().toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
