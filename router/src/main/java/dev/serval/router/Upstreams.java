package dev.serval.router;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.PoolConfig;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.RoutingConfig;
import dev.serval.control.link.Member;
import dev.serval.control.link.ToChild;
import dev.serval.control.measure.Meters;
import dev.serval.control.routing.BackendLine;
import dev.serval.control.routing.RoutingText;
import dev.serval.router.route.Routes;
import dev.serval.router.upstream.BackendPool;
import dev.serval.router.upstream.HealthWatch;
import dev.serval.router.upstream.Nowhere;
import dev.serval.router.upstream.OwnWorkers;
import dev.serval.router.upstream.Subscribed;
import dev.serval.router.upstream.Upstream;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** Everything that requests can be sent to, each pool once for each event loop. */
final class Upstreams {

    private static final String DEFAULT = "http-to";

    private final RouterConfig config;
    private final RoutingConfig routing;
    private final Routes.Table table;
    private final Scoreboard board;
    private final String workersAddress;
    private final int loops;
    private final LongConsumer overdue;
    private final Meters meters = new Meters();
    private final Map<EventLoop, String> names = new HashMap<>();
    private final Map<EventLoop, OwnWorkers> workers = new HashMap<>();
    private final Map<EventLoop, List<BackendPool>> pools = new HashMap<>();
    private final Map<EventLoop, Subscribed> subscribed = new HashMap<>();
    private final List<HealthWatch> watches = new ArrayList<>();

    /**
     * @param board where our own workers tell what they have begun
     * @param workersAddress where they accept
     * @param overdue told, on any loop, which process has been at a request for too long
     * @throws IllegalArgumentException if a file that a rule names cannot be used any more
     */
    Upstreams(
            RouterConfig config,
            Scoreboard board,
            String workersAddress,
            int loops,
            LongConsumer overdue) {
        this.config = config;
        this.routing = RoutingText.parse(config.routing().text());
        this.table = new Routes.Table(routing.rules());
        this.board = board;
        this.workersAddress = workersAddress;
        this.loops = loops;
        this.overdue = overdue;
    }

    /** Whether there is nobody to serve a client before a worker is ready. */
    boolean awaitWorkers() {
        return config.httpTo().isEmpty() && config.routing().workers();
    }

    /** Whether there are backends that announce themselves to the master. */
    boolean awaitSubscribed() {
        return config.routing().subscriptions().taken();
    }

    /** The rules and the pools for one loop; called once for each, before anything is served. */
    Routes routes(EventLoop loop) {
        names.put(loop, Integer.toString(names.size()));
        Map<String, Upstream> byName = new HashMap<>();
        for (PoolConfig pool : routing.pools()) {
            byName.put(pool.name(), backends(loop, pool));
        }
        if (awaitWorkers() || routing.uses(RoutingConfig.WORKERS)) {
            byName.put(RoutingConfig.WORKERS, workers(loop));
        }
        return table.with(byName, subscribed(loop, fallback(loop, byName)));
    }

    private Upstream subscribed(EventLoop loop, Upstream others) {
        RouterConfig.Subscriptions taken = config.routing().subscriptions();
        if (!taken.taken()) {
            return others;
        }
        Subscribed made =
                new Subscribed(
                        host -> new BackendPool(loop, announced(host), loops),
                        taken.fallbackKey(),
                        others);
        subscribed.put(loop, made);
        return made;
    }

    private PoolConfig announced(String host) {
        return PoolConfig.found(
                host,
                ToChild.Backends.SUBSCRIBED + host,
                queue(),
                config.timeouts().connect(),
                config.routing().subscriptions().slowStart());
    }

    private Upstream fallback(EventLoop loop, Map<String, Upstream> byName) {
        if (!config.httpTo().isEmpty()) {
            return backends(
                    loop,
                    PoolConfig.of(
                            DEFAULT,
                            config.httpTo(),
                            queue(),
                            config.timeouts().connect(),
                            config.routing().subscriptions().slowStart()));
        }
        Upstream own = byName.get(RoutingConfig.WORKERS);
        if (own != null) {
            return own;
        }
        return awaitSubscribed() ? Nowhere.forNow() : Nowhere.forGood();
    }

    private PoolConfig.Queue queue() {
        return new PoolConfig.Queue(config.queue(), config.timeouts().queue());
    }

    private Upstream workers(EventLoop loop) {
        OwnWorkers made =
                OwnWorkers.of(
                        loop,
                        workersAddress,
                        board,
                        queue(),
                        new OwnWorkers.Addressed(
                                config.timeouts().connect(),
                                config.routing().sticky(),
                                config.routing().patience(),
                                loops,
                                overdue));
        workers.put(loop, made);
        return made;
    }

    private Upstream backends(EventLoop loop, PoolConfig pool) {
        BackendPool made = new BackendPool(loop, pool, loops);
        pools.computeIfAbsent(loop, _ -> new ArrayList<>()).add(made);
        return made;
    }

    /** Begins to ask backends whether they are well; all pools are there. */
    void check(EventLoop main) {
        for (int i = 0; i < routing.pools().size(); i++) {
            int nth = i;
            HealthWatch watch =
                    new HealthWatch(
                            main,
                            routing.pools().get(i),
                            (backend, well) ->
                                    pools.forEach((loop, all) ->
                                            loop.execute(
                                                    () -> all.get(nth).checked(backend, well))));
            watches.add(watch);
            watch.start();
        }
    }

    /** All backends that were found somewhere; any thread, after {@link #check}. */
    void found(ToChild.Backends told) {
        String source = told.source();
        List<PoolConfig.Backend> backends = new ArrayList<>();
        for (String line : told.lines()) {
            try {
                backends.add(BackendLine.parse(line));
            } catch (BackendLine.Fault e) {
                throw new IllegalArgumentException("the master found no backend in " + line, e);
            }
        }
        if (source.startsWith(ToChild.Backends.SUBSCRIBED)) {
            String host = source.substring(ToChild.Backends.SUBSCRIBED.length());
            subscribed.forEach(
                    (loop, pool) -> loop.execute(() -> pool.found(source, host, backends)));
            return;
        }
        pools.forEach((loop, all) ->
                all.forEach(pool -> loop.execute(() -> pool.found(source, backends))));
        watches.forEach(watch -> watch.found(source, backends));
    }

    /** What the pools tell of their backends. */
    Meters meters() {
        return meters;
    }

    /** The ready workers changed. */
    void roster(List<Member> members) {
        workers.forEach((loop, pool) -> loop.execute(() -> pool.roster(members)));
    }

    /** Runs it, on any loop, as soon as no loop has a request at this process. */
    void release(long pid, Runnable then) {
        AtomicInteger left = new AtomicInteger(workers.size());
        if (left.get() == 0) {
            then.run();
        }
        Runnable released =
                () -> {
                    if (left.decrementAndGet() == 0) {
                        then.run();
                    }
                };
        workers.forEach((loop, pool) -> loop.execute(() -> pool.release(pid, released)));
    }

    /**
     * Ends what has waited too long on this loop.
     *
     * @return how many requests wait for a worker of ours; nothing where there is none
     */
    OptionalInt expire(EventLoop loop, long now) {
        for (BackendPool pool : pools.getOrDefault(loop, List.of())) {
            pool.expire(now);
            pool.tell(meters, names.getOrDefault(loop, ""));
        }
        Subscribed announced = subscribed.get(loop);
        if (announced != null) {
            announced.expire(now);
            announced.tell(meters, names.getOrDefault(loop, ""));
        }
        OwnWorkers own = workers.get(loop);
        if (own == null) {
            return OptionalInt.empty();
        }
        own.expire(now);
        own.tell(meters, names.getOrDefault(loop, ""));
        return OptionalInt.of(own.waiting());
    }
}
