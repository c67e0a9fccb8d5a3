package dev.serval.router;

import dev.serval.control.access.AccessLog;
import dev.serval.control.board.LoopCell;
import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.AccessConfig;
import dev.serval.control.config.Networks;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.TlsConfig;
import dev.serval.control.link.Descriptors;
import dev.serval.control.link.Descriptors.Listening;
import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.control.pem.CredentialsException;
import dev.serval.control.trace.Tracing;
import dev.serval.http.ClientClock;
import dev.serval.http.HostNames;
import dev.serval.http.HttpLimits;
import dev.serval.router.account.Account;
import dev.serval.router.dev.Drafts;
import dev.serval.router.encoding.Compression;
import dev.serval.router.encoding.Encoder;
import dev.serval.router.exchange.BodyRoom;
import dev.serval.router.exchange.Challenges;
import dev.serval.router.exchange.ErrorPages;
import dev.serval.router.exchange.Rules;
import dev.serval.router.exchange.SpoolRoom;
import dev.serval.router.files.StaticFiles;
import dev.serval.router.http3.AlternativeService;
import dev.serval.router.listen.ClientInitializer;
import dev.serval.router.listen.ClientPipeline;
import dev.serval.router.listen.Clients;
import dev.serval.router.listen.Door;
import dev.serval.router.listen.Entrance;
import dev.serval.router.listen.Listeners;
import dev.serval.router.listen.QuicInitializer;
import dev.serval.router.listen.RedirectInitializer;
import dev.serval.router.listen.TlsClients;
import dev.serval.router.listen.TlsInitializer;
import dev.serval.router.quic.QuicSockets;
import dev.serval.router.route.Routes;
import dev.serval.router.tls.CertificateWatch;
import dev.serval.router.tls.Certificates;
import dev.serval.router.tls.StrictTransport;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One router: its loops, and on each of them its own pool of connections.
 *
 * <p>{@link #start} is called once; the other methods from any thread.
 */
final class Router {

    private static final long LOOK_MILLIS = 10;
    private static final Duration LAST_SPANS = Duration.ofSeconds(1);
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    /**
     * Packets of one connection must all be read by one process, so only the first router reads
     * from the UDP sockets that all share.
     */
    private static final int QUIC_ROUTER = 1;

    private static final Duration QUIC_REST = Duration.ofSeconds(5);

    /** What all loops have together. */
    private record Shared(StaticFiles files, ErrorPages pages, SpoolRoom spools, BodyRoom bodies) {}

    private final EventLoop main;
    private final int number;
    private final EventLoop quicLoop;
    private @Nullable QuicSockets quic;
    private final Listeners listeners;
    private final Map<EventLoop, Rules> rules = new HashMap<>();
    private final Map<EventLoop, Clients> clients = new HashMap<>();
    private @Nullable Upstreams upstreams;
    private @Nullable AccessLog accessLog;
    private @Nullable Drafts drafts;
    private @Nullable Tracing tracing;
    private final Map<EventLoop, Integer> waiting = new ConcurrentHashMap<>();
    private final Consumer<ToMaster> report;
    private volatile boolean draining;
    private final Opening opening = new Opening(this::admit);

    /**
     * @param number of this router, 1 and up
     * @param main accepts, and takes what the master says
     * @param loops serve clients; may contain {@code main}
     * @param report tells the master; on any loop
     */
    Router(int number, EventLoop main, EventLoopGroup loops, Consumer<ToMaster> report) {
        this.number = number;
        this.main = main;
        this.quicLoop = loops.next();
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
     * @param board where workers tell what they have begun
     * @param seat there, where each loop counts
     * @param workersAddress where our own workers accept
     */
    void start(
            RouterConfig config,
            Descriptors sockets,
            Scoreboard board,
            int seat,
            String workersAddress,
            String host)
            throws CredentialsException, IOException {
        drafts = config.develops() ? new Drafts() : null;
        accessLog =
                config.access().logs()
                        ? AccessLog.open(config.access(), host, board.loop(seat, 0)::lostLines)
                        : null;
        tracing = Tracing.of(config.traces(), Role.ROUTER);
        StaticFiles files = StaticFiles.of(config.files());
        Compression.of(config.content()).codings().forEach(coding -> Encoder.of(coding).close());
        Shared shared =
                new Shared(
                        files,
                        ErrorPages.read(config.content().errorPages(), files),
                        new SpoolRoom(config.answerBuffering(), config.answerBufferingTotal()),
                        BodyRoom.ofThisProcess());
        Upstreams upstreams =
                new Upstreams(
                        config,
                        board,
                        workersAddress,
                        clients.size(),
                        pid -> report.accept(new ToMaster.Overdue(pid)));
        this.upstreams = upstreams;
        int cell = 0;
        for (EventLoop loop : clients.keySet()) {
            Account account = account(config.access(), board.loop(seat, cell++));
            rules.put(loop, rules(config, shared, upstreams.routes(loop), account));
        }
        Entrance entrance = Entrance.of(config.admission(), this::connected);
        inClear(config, entrance, sockets, host);
        https(config, entrance, sockets, host);
        upstreams.check(main);
        // A developer is told by us why there is no worker.
        if (!upstreams.awaitWorkers() || config.develops()) {
            main.execute(opening::served);
        }
        if (!upstreams.awaitSubscribed()) {
            main.execute(opening::informed);
        }
    }

    private void inClear(RouterConfig config, Entrance entrance, Descriptors sockets, String host) {
        ClientPipeline plain = new ClientPipeline(rules, clients, drafts, null, null);
        List<Listening> http = sockets.listeners("http");
        for (int i = 0; i < http.size(); i++) {
            String port = i < config.ports().size() ? config.ports().get(i) : "";
            listeners.add(
                    http.get(i),
                    entrance.before(Door.plain(new ClientInitializer(plain, host, port))));
        }
        List<Listening> redirects = sockets.listeners("http-to-https");
        for (int i = 0; i < redirects.size(); i++) {
            String port = config.tls().redirects().get(i);
            listeners.add(
                    redirects.get(i),
                    entrance.before(Door.plain(new RedirectInitializer(plain, port))));
        }
    }

    private void https(RouterConfig config, Entrance entrance, Descriptors sockets, String host)
            throws CredentialsException, IOException {
        TlsConfig tls = config.tls();
        StrictTransport strict = tls.hsts().isZero() ? null : new StrictTransport(tls.hsts());
        List<Certificates> all = new ArrayList<>();
        for (Listening socket : sockets.listeners("https")) {
            TlsConfig.Listener listener = tls.listeners().get(all.size());
            Integer udp = sockets.byName().get("quic:" + (all.size() + 1));
            AlternativeService other = udp == null ? null : new AlternativeService(listener.port());
            TlsClients known =
                    new TlsClients(
                            new ClientPipeline(rules, clients, drafts, strict, other),
                            tls.handshake(),
                            tls.exportCert(),
                            host,
                            listener.port());
            boolean quic = udp != null && number == QUIC_ROUTER;
            Certificates certificates = Certificates.of(listener, tls.names(), quic);
            all.add(certificates);
            listeners.add(
                    socket, entrance.before(Door.tls(new TlsInitializer(known, certificates))));
            if (udp != null && quic) {
                quic().add(
                                udp,
                                certificates::engine,
                                silence(config.timeouts()),
                                new QuicInitializer(entrance, known));
            }
        }
        if (!all.isEmpty()) {
            CertificateWatch.start(all);
        }
    }

    private QuicSockets quic() {
        QuicSockets made = quic == null ? new QuicSockets(quicLoop) : quic;
        quic = made;
        return made;
    }

    /** A client may be silent for as long as its request is being worked on. */
    private static Duration silence(RouterConfig.Timeouts timeouts) {
        boolean idle = timeouts.idle().compareTo(timeouts.exchange()) > 0;
        return (idle ? timeouts.idle() : timeouts.exchange()).plus(QUIC_REST);
    }

    private Rules rules(RouterConfig config, Shared shared, Routes routes, Account account) {
        RouterConfig.Timeouts timeouts = config.timeouts();
        return new Rules(
                routes,
                new HttpLimits(
                        config.maxRequestLineBytes(),
                        config.maxHeaderBytes(),
                        config.maxHeaders(),
                        config.limitPost(),
                        new HostNames(config.admission().allowedHosts())),
                config.modifier1(),
                config.postBuffering(),
                new ClientClock.Patience(timeouts.headers(), timeouts.idle(), timeouts.exchange()),
                timeouts.tunnel(),
                timeouts.harakiri(),
                Networks.of(config.admission().trustedProxies())::contains,
                config.admission().keepaliveRequests(),
                shared.spools,
                shared.bodies,
                shared.files,
                Challenges.in(config.tls().challenges()),
                Compression.of(config.content()),
                config.content().decompress(),
                shared.pages,
                account,
                () -> draining);
    }

    /** The ready workers changed. */
    void roster(List<Member> members) {
        if (upstreams != null) {
            upstreams.roster(members);
        }
        if (!members.isEmpty()) {
            main.execute(opening::served);
        }
    }

    /** All backends that were found somewhere. */
    void found(ToChild.Backends backends) {
        if (upstreams != null) {
            upstreams.found(backends);
        }
        if (backends.source().equals(ToChild.Backends.SUBSCRIBED)) {
            main.execute(opening::informed);
        }
    }

    /** What has become of a developer's sources. */
    void draft(ToChild.Draft next) {
        if (drafts != null) {
            drafts.become(next);
        }
    }

    /** This worker is on the roster no more: says when no request is there. */
    void release(long pid) {
        Runnable then = () -> report.accept(new ToMaster.Released(pid));
        if (upstreams == null) {
            then.run();
        } else {
            upstreams.release(pid, then);
        }
    }

    private Account account(AccessConfig config, LoopCell cell) {
        return new Account(
                cell,
                accessLog == null ? null : accessLog.pen(),
                config.believesForwarded(),
                tracing);
    }

    private void connected(Channel client) {
        Objects.requireNonNull(rules.get(client.eventLoop())).account().connected(client);
    }

    private void admit(boolean on) {
        listeners.accept(on);
        if (quic != null) {
            quic.accept(on);
        }
    }

    /** Leaves clients in the queue, or takes them again. */
    void pause(boolean on) {
        main.execute(() -> opening.pause(on));
    }

    /** What is known of backends, as far as it has changed since this was last asked. */
    List<Map<String, String>> changes() {
        return upstreams == null ? List.of() : upstreams.meters().changes();
    }

    private void expire(EventLoop loop, long now) {
        Rules mine = rules.get(loop);
        if (mine != null) {
            mine.account().flush();
        }
        if (upstreams != null) {
            upstreams
                    .expire(loop, now)
                    .ifPresent(here -> {
                        Objects.requireNonNull(rules.get(loop)).account().waiting(here);
                        Integer before = waiting.put(loop, here);
                        if (here != (before == null ? 0 : before)) {
                            report.accept(
                                    new ToMaster.Waiting(
                                            waiting.values().stream()
                                                    .mapToInt(Integer::intValue)
                                                    .sum()));
                        }
                    });
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
                opening.close();
                listeners.close();
                if (quic != null) {
                    quic.accept(false);
                }
                awaitNone(System.nanoTime() + mercy.toNanos(), done);
            }
        });
    }

    /** What was to be written down or sent is, if that is possible. */
    private void end(Runnable done) {
        AccessLog log = accessLog;
        if (log != null) {
            rules.forEach(
                    (loop, mine) -> loop.submit(mine.account()::flush).awaitUninterruptibly());
            log.end(LAST_LINES);
        }
        if (tracing != null) {
            tracing.end(LAST_SPANS);
        }
        done.run();
    }

    private void awaitNone(long deadline, Runnable done) {
        clients.forEach((loop, each) -> loop.execute(each::drain));
        boolean over = clients.values().stream().allMatch(Clients::none);
        if (over || System.nanoTime() - deadline > 0) {
            Thread.ofVirtual().start(() -> end(done));
            return;
        }
        main.schedule(() -> awaitNone(deadline, done), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
}
