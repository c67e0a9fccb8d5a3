package dev.serval.router;

import dev.serval.control.config.Networks;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.TlsConfig;
import dev.serval.control.link.Descriptors;
import dev.serval.control.link.Descriptors.Listening;
import dev.serval.control.link.Member;
import dev.serval.control.pem.CredentialsException;
import dev.serval.http.ClientClock;
import dev.serval.http.HostNames;
import dev.serval.http.HttpLimits;
import dev.serval.router.encoding.Compression;
import dev.serval.router.encoding.Encoder;
import dev.serval.router.exchange.ErrorPages;
import dev.serval.router.exchange.Rules;
import dev.serval.router.files.StaticFiles;
import dev.serval.router.listen.ClientInitializer;
import dev.serval.router.listen.ClientPipeline;
import dev.serval.router.listen.Clients;
import dev.serval.router.listen.Entrance;
import dev.serval.router.listen.Listeners;
import dev.serval.router.listen.RedirectInitializer;
import dev.serval.router.listen.TlsInitializer;
import dev.serval.router.tls.CertificateWatch;
import dev.serval.router.tls.Certificates;
import dev.serval.router.tls.StrictTransport;
import dev.serval.router.upstream.ForeignPool;
import dev.serval.router.upstream.LocalPool;
import dev.serval.router.upstream.Upstream;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLException;

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
    private final Map<EventLoop, Integer> waiting = new ConcurrentHashMap<>();
    private final IntConsumer report;
    private volatile boolean draining;
    private boolean accepting;
    private boolean paused;

    /**
     * @param main accepts, and takes what the master says
     * @param loops serve clients; may contain {@code main}
     * @param report told how many requests wait, when that has changed; on any loop
     */
    Router(EventLoop main, EventLoopGroup loops, IntConsumer report) {
        this.main = main;
        this.report = report;
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
     * @throws CredentialsException if a certificate or a key cannot be used
     * @throws IOException if the TLS library cannot use what is in them, or an error page cannot be
     *     read
     * @param workersAddress where our own workers accept
     */
    void start(RouterConfig config, Descriptors sockets, String workersAddress, String host)
            throws CredentialsException, IOException {
        StaticFiles files = StaticFiles.of(config.files());
        ErrorPages pages = ErrorPages.read(config.content().errorPages(), files);
        Compression.of(config.content()).codings().forEach(coding -> Encoder.of(coding).close());
        for (EventLoop loop : clients.keySet()) {
            rules.put(loop, rules(config, files, pages, upstream(config, loop, workersAddress)));
        }
        Entrance entrance = Entrance.of(config.admission());
        ClientPipeline plain = new ClientPipeline(rules, clients, null);
        List<Listening> http = sockets.listeners("http");
        for (int i = 0; i < http.size(); i++) {
            String port = i < config.ports().size() ? config.ports().get(i) : "";
            listeners.add(http.get(i), entrance.before(new ClientInitializer(plain, host, port)));
        }
        https(config.tls(), entrance, sockets.listeners("https"), host);
        List<Listening> redirects = sockets.listeners("http-to-https");
        for (int i = 0; i < redirects.size(); i++) {
            String port = config.tls().redirects().get(i);
            listeners.add(redirects.get(i), entrance.before(new RedirectInitializer(plain, port)));
        }
        if (!config.httpTo().isEmpty()) {
            main.execute(this::accept);
        }
    }

    private void https(TlsConfig config, Entrance entrance, List<Listening> sockets, String host)
            throws CredentialsException, SSLException {
        if (sockets.isEmpty()) {
            return;
        }
        StrictTransport strict = config.hsts().isZero() ? null : new StrictTransport(config.hsts());
        ClientPipeline pipeline = new ClientPipeline(rules, clients, strict);
        List<Certificates> all = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            TlsConfig.Listener listener = config.listeners().get(i);
            Certificates certificates = Certificates.of(listener, config.names());
            all.add(certificates);
            listeners.add(
                    sockets.get(i),
                    entrance.before(
                            new TlsInitializer(
                                    pipeline,
                                    certificates,
                                    config.handshake(),
                                    config.exportCert(),
                                    host,
                                    listener.port())));
        }
        CertificateWatch.start(all);
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

    private Rules rules(
            RouterConfig config, StaticFiles files, ErrorPages pages, Upstream upstream) {
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
                Compression.of(config.content()),
                config.content().decompress(),
                pages,
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
            listeners.accept(!paused);
        }
    }

    /** Leaves clients in the queue, or takes them again. */
    void pause(boolean on) {
        main.execute(() -> {
            paused = on;
            if (accepting && !draining) {
                listeners.accept(!on);
            }
        });
    }

    private void expire(EventLoop loop, long now) {
        LocalPool pool = pools.get(loop);
        if (pool != null) {
            pool.expire(now);
            Integer before = waiting.put(loop, pool.waiting());
            if (pool.waiting() != (before == null ? 0 : before)) {
                report.accept(waiting.values().stream().mapToInt(Integer::intValue).sum());
            }
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
        clients.forEach((loop, each) -> loop.execute(each::drain));
        boolean over = clients.values().stream().allMatch(Clients::none);
        if (over || System.nanoTime() - deadline > 0) {
            done.run();
            return;
        }
        main.schedule(() -> awaitNone(deadline, done), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
}
