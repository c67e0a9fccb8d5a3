package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.Address;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import dev.serval.master.socket.SocketRights;
import dev.serval.master.tls.TlsPlan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sockets one generation listens on. A socket whose address the next generation wants too is
 * the same socket there: nobody in its queue is lost.
 *
 * @param workers the one the router dials and all workers accept on
 * @param http HTTP, for the router
 * @param https HTTPS, for the router
 * @param quic UDP on the ports of those of {@code https} that have one, for the router; named for
 *     them
 * @param redirects HTTP, for the router, that sends clients to HTTPS
 * @param uwsgi uwsgi, for the workers
 * @param httpSockets HTTP, for the workers
 * @param stats for the master itself
 * @param subscriptions UDP, for the master itself
 */
record Sockets(
        ListeningSocket workers,
        List<ListeningSocket> http,
        List<ListeningSocket> https,
        List<ListeningSocket> quic,
        List<ListeningSocket> redirects,
        List<ListeningSocket> uwsgi,
        List<ListeningSocket> httpSockets,
        List<ListeningSocket> stats,
        List<ListeningSocket> subscriptions) {

    private static final String SUBSCRIPTIONS = "subscriptions";

    /**
     * Opens all that the plan names.
     *
     * @throws ListenException for the first that cannot be opened; the others are closed again
     * @param workers the abstract address for the router to dial, without its NUL
     */
    static Sockets open(ServerPlan plan, SocketOpener opener, String workers)
            throws ListenException {
        ListeningSocket own = opener.unix("workers", "@" + workers);
        List<ListeningSocket> none = List.of();
        return open(plan, opener, new Sockets(own, none, none, none, none, none, none, none, none));
    }

    /**
     * Takes over what another server listens on, and opens and closes what the plan wants beyond
     * it.
     *
     * @param workers the abstract address for the router to dial, without its NUL
     * @throws ListenException for the first that cannot be opened
     */
    static Sockets open(ServerPlan plan, SocketOpener opener, String workers, Inherited inherited)
            throws ListenException {
        Sockets before = inherited.adopt(opener.unix("workers", "@" + workers), opener);
        Sockets all = open(plan, opener, before);
        before.closeAllBut(all);
        return all;
    }

    /**
     * Opens what the next plan names and this one does not, and keeps the rest.
     *
     * @throws ListenException for the first that cannot be opened; those opened so far are closed
     */
    Sockets reopen(ServerPlan next, SocketOpener opener) throws ListenException {
        return open(next, opener, this);
    }

    private static Sockets open(ServerPlan plan, SocketOpener opener, Sockets before)
            throws ListenException {
        SocketRights rights = plan.socketRights();
        List<ListeningSocket> opened = new ArrayList<>();
        try {
            Sockets all = open(plan, opener, before, opened);
            for (ListeningSocket each : opened) {
                rights.apply(each);
            }
            return all;
        } catch (ListenException e) {
            opened.stream().filter(s -> !s.handed()).forEach(Sockets::close);
            throw e;
        }
    }

    private static Sockets open(
            ServerPlan plan, SocketOpener opener, Sockets before, List<ListeningSocket> opened)
            throws ListenException {
        List<ListeningSocket> https =
                open(opener, "https", plan.tls().https(), before.https, opened);
        List<ListeningSocket> forQuic = plan.tls().http3() ? https : List.of();
        return new Sockets(
                before.workers,
                open(opener, "http", plan.http(), before.http, opened),
                https,
                openUdp(opener, forQuic, before.quic, opened),
                open(opener, "http-to-https", plan.tls().redirects(), before.redirects, opened),
                open(opener, "uwsgi", plan.uwsgi(), before.uwsgi, opened),
                open(opener, "http-socket", plan.httpSockets(), before.httpSockets, opened),
                open(opener, "stats", plan.stats().addresses(), before.stats, opened),
                open(
                        opener,
                        SUBSCRIPTIONS,
                        plan.discovery().servers(),
                        before.subscriptions,
                        opened));
    }

    private static List<ListeningSocket> open(
            SocketOpener opener,
            String kind,
            List<Address> addresses,
            List<ListeningSocket> before,
            List<ListeningSocket> opened)
            throws ListenException {
        List<ListeningSocket> left = new ArrayList<>(before);
        List<ListeningSocket> sockets = new ArrayList<>();
        for (Address address : addresses) {
            String name = "%s:%d".formatted(kind, sockets.size() + 1);
            ListeningSocket socket = kept(left, address, name);
            if (socket == null) {
                socket = open(opener, name, address).at(address);
                opened.add(socket);
            }
            sockets.add(socket);
        }
        return sockets;
    }

    /** One for each that clients reach by TCP, on its port, and named for it. */
    private static List<ListeningSocket> openUdp(
            SocketOpener opener,
            List<ListeningSocket> https,
            List<ListeningSocket> before,
            List<ListeningSocket> opened)
            throws ListenException {
        List<ListeningSocket> sockets = new ArrayList<>();
        for (int i = 0; i < https.size(); i++) {
            Address address = https.get(i).asked();
            if (address == null || !TlsPlan.hasUdp(address)) {
                continue;
            }
            String name = "quic:%d".formatted(i + 1);
            String port = https.get(i).port();
            ListeningSocket socket =
                    before.stream()
                            .filter(b -> address.equals(b.asked()) && port.equals(b.port()))
                            .findFirst()
                            .map(b -> b.named(name))
                            .orElse(null);
            if (socket == null) {
                int number = Integer.parseInt(port);
                socket =
                        opener.udp(name, new InetSocketAddress(address.host(), number)).at(address);
                opened.add(socket);
            }
            sockets.add(socket);
        }
        return sockets;
    }

    private static @org.jspecify.annotations.Nullable ListeningSocket kept(
            List<ListeningSocket> left, Address address, String name) {
        for (Iterator<ListeningSocket> i = left.iterator(); i.hasNext(); ) {
            ListeningSocket socket = i.next();
            if (address.equals(socket.asked())) {
                i.remove();
                return socket.named(name);
            }
        }
        return null;
    }

    private static ListeningSocket open(SocketOpener opener, String name, Address address)
            throws ListenException {
        if (address.descriptor() > 0) {
            return opener.handed(name, address.descriptor());
        }
        if (address.unix()) {
            return opener.unix(name, address.path());
        }
        InetSocketAddress ip = new InetSocketAddress(address.host(), address.port());
        return name.startsWith(SUBSCRIPTIONS) ? opener.udp(name, ip) : opener.tcp(name, ip);
    }

    /** The abstract address workers accept on, without its mark. */
    String workersAddress() {
        return workers.address().substring(1);
    }

    /** Lets those who ask for statistics in. */
    void serveStats() {
        stats.forEach(socket -> socket.channel().config().setAutoRead(true));
    }

    /** What the workers accept on. */
    List<ListeningSocket> ofWorkers() {
        return Stream.of(List.of(workers), uwsgi, httpSockets).flatMap(List::stream).toList();
    }

    /** What clients reach the workers by, past any router. */
    List<ListeningSocket> ofClientsOfWorkers() {
        return Stream.of(uwsgi, httpSockets).flatMap(List::stream).toList();
    }

    /** What the router accepts on. */
    List<ListeningSocket> ofRouter() {
        return Stream.of(http, https, quic, redirects).flatMap(List::stream).toList();
    }

    /** The ports of some of them, in order. */
    static List<String> ports(List<ListeningSocket> sockets) {
        return sockets.stream().map(ListeningSocket::port).toList();
    }

    /** Closes those that the others do not have; a Unix socket's file goes with it. */
    void closeAllBut(Sockets others) {
        for (ListeningSocket socket : all()) {
            boolean ours = !socket.handed();
            if (ours
                    && others.all().stream().noneMatch(o -> o.channel().equals(socket.channel()))) {
                close(socket);
            }
        }
    }

    /** Closes all. */
    void close() {
        all().forEach(Sockets::close);
    }

    private List<ListeningSocket> all() {
        return Stream.of(ofWorkers(), ofRouter(), stats, subscriptions)
                .flatMap(List::stream)
                .toList();
    }

    private static void close(ListeningSocket socket) {
        socket.channel().close().awaitUninterruptibly();
        Address asked = socket.asked();
        if (asked != null && asked.unix() && !asked.path().startsWith("@")) {
            removeFile(Path.of(asked.path()));
        }
    }

    /** Netty removes the file of a socket it has bound, not of one that was taken over. */
    private static void removeFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            EventLog.line("cannot remove %s: %s".formatted(file, e.getMessage()));
        }
    }
}
