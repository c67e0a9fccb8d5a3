package dev.serval.router;

import dev.serval.control.config.Networks;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.link.Descriptors.Listening;
import dev.serval.control.link.Member;
import dev.serval.http.ClientClock;
import dev.serval.http.HostNames;
import dev.serval.http.HttpLimits;
import dev.serval.router.exchange.Rules;
import dev.serval.router.files.StaticFiles;
import dev.serval.router.listen.ClientInitializer;
import dev.serval.router.listen.Clients;
import dev.serval.router.listen.Entrance;
import dev.serval.router.listen.Listeners;
import dev.serval.router.upstream.ForeignPool;
import dev.serval.router.upstream.LocalPool;
import dev.serval.router.upstream.Upstream;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One router: its loops, and on each of them its own pool of connections.
 *
 * <p>{@link #start} is called once; the other methods from any thread.
 */
final class Router {

    private static final long LOOK_MILLIS = 10;

    private final EventLoop main;
    private final Listeners listeners;
    private final Map<EventLoop, Rules> rules = new HashMap<>();
    private final Map<EventLoop, Clients> clients = new HashMap<>();
    private final Map<EventLoop, LocalPool> pools = new HashMap<>();
    private volatile boolean draining;
    private boolean accepting;

    /**
     * @param main accepts, and takes what the master says
     * @param loops serve clients; may contain {@code main}
     */
    Router(EventLoop main, EventLoopGroup loops) {
        this.main = main;
        this.listeners = new Listeners(main, loops);
        for (EventExecutor loop : loops) {
            clients.put(
                    (EventLoop) loop,
                    new Clients((EventLoop) loop, now -> expire((EventLoop) loop, now)));
        }
    }

    /**
     * Takes the listeners over. Clients are accepted once there is somebody to serve them.
     *
     * @param workersAddress where our own workers accept
     */
    void start(RouterConfig config, List<Listening> sockets, String workersAddress, String host) {
        StaticFiles files = StaticFiles.of(config.files());
        for (EventLoop loop : clients.keySet()) {
            rules.put(loop, rules(config, files, upstream(config, loop, workersAddress)));
        }
        Entrance entrance = Entrance.of(config.admission());
        for (int i = 0; i < sockets.size(); i++) {
            String port = i < config.ports().size() ? config.ports().get(i) : "";
            listeners.add(
                    sockets.get(i),
                    entrance.before(new ClientInitializer(rules, clients, host, port)));
        }
        if (!config.httpTo().isEmpty()) {
            main.execute(this::accept);
        }
    }

    private Upstream upstream(RouterConfig config, EventLoop loop, String workersAddress) {
        if (!config.httpTo().isEmpty()) {
            return new ForeignPool(loop, config.httpTo(), config.timeouts().connect());
        }
        LocalPool pool =
                new LocalPool(loop, workersAddress, config.queue(), config.timeouts().queue());
        pools.put(loop, pool);
        return pool;
    }

    private Rules rules(RouterConfig config, StaticFiles files, Upstream upstream) {
        RouterConfig.Timeouts timeouts = config.timeouts();
        return new Rules(
                upstream,
                new HttpLimits(
                        config.maxRequestLineBytes(),
                        config.maxHeaderBytes(),
                        config.maxHeaders(),
                        config.limitPost(),
                        new HostNames(config.admission().allowedHosts())),
                config.modifier1(),
                config.postBuffering(),
                new ClientClock.Patience(timeouts.headers(), timeouts.idle(), timeouts.exchange()),
                timeouts.harakiri(),
                Networks.of(config.admission().trustedProxies())::contains,
                config.admission().keepaliveRequests(),
                config.answerBuffering(),
                files,
                () -> draining);
    }

    /** The ready workers changed. */
    void roster(List<Member> members) {
        pools.forEach((loop, pool) -> loop.execute(() -> pool.roster(members)));
        if (!members.isEmpty()) {
            main.execute(this::accept);
        }
    }

    private void accept() {
        if (!accepting && !draining) {
            accepting = true;
            listeners.accept();
        }
    }

    private void expire(EventLoop loop, long now) {
        LocalPool pool = pools.get(loop);
        if (pool != null) {
            pool.expire(now);
        }
    }

    /**
     * Accepts nobody new, finishes what is under way, and calls {@code done} then or when the time
     * is up.
     */
    void drain(Duration mercy, Runnable done) {
        main.execute(() -> {
            if (!draining) {
                draining = true;
                listeners.close();
                awaitNone(System.nanoTime() + mercy.toNanos(), done);
            }
        });
    }

    private void awaitNone(long deadline, Runnable done) {
        clients.forEach((loop, each) -> loop.execute(each::closeQuiet));
        boolean over = clients.values().stream().allMatch(Clients::none);
        if (over || System.nanoTime() - deadline > 0) {
            done.run();
            return;
        }
        main.schedule(() -> awaitNone(deadline, done), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
}
