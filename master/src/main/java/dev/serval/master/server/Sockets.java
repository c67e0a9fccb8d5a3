package dev.serval.master.server;

import dev.serval.control.option.Address;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Every socket the master holds.
 *
 * @param workers the one the router dials and all workers accept on
 * @param http HTTP, for the router
 * @param uwsgi uwsgi, for the workers
 * @param httpSockets HTTP, for the workers
 * @param stats for the master itself
 */
record Sockets(
        ListeningSocket workers,
        List<ListeningSocket> http,
        List<ListeningSocket> uwsgi,
        List<ListeningSocket> httpSockets,
        List<ListeningSocket> stats) {

    /**
     * Opens all that the plan names.
     *
     * @param workers the abstract address for the router to dial, without its NUL
     * @throws ListenException for the first that cannot be opened
     */
    static Sockets open(ServerPlan plan, SocketOpener opener, String workers)
            throws ListenException {
        return new Sockets(
                opener.unix("workers", "@" + workers),
                open(opener, "http", plan.http()),
                open(opener, "uwsgi", plan.uwsgi()),
                open(opener, "http-socket", plan.httpSockets()),
                open(opener, "stats", plan.stats()));
    }

    private static List<ListeningSocket> open(
            SocketOpener opener, String kind, List<Address> addresses) throws ListenException {
        List<ListeningSocket> opened = new ArrayList<>();
        for (Address address : addresses) {
            String name = "%s:%d".formatted(kind, opened.size() + 1);
            opened.add(
                    address.unix()
                            ? opener.unix(name, address.path())
                            : opener.tcp(
                                    name, new InetSocketAddress(address.host(), address.port())));
        }
        return opened;
    }

    /** The abstract address workers accept on, without its mark. */
    String workersAddress() {
        return workers.address().substring(1);
    }

    /** What the workers accept on. */
    List<ListeningSocket> ofWorkers() {
        List<ListeningSocket> all = new ArrayList<>(List.of(workers));
        all.addAll(uwsgi);
        all.addAll(httpSockets);
        return all;
    }

    /** The ports of some of them, in order. */
    static List<String> ports(List<ListeningSocket> sockets) {
        return sockets.stream().map(ListeningSocket::port).toList();
    }

    /** Closes all; a Unix socket's file goes with it. */
    void close() {
        for (List<ListeningSocket> each : List.of(ofWorkers(), http, stats)) {
            each.forEach(socket -> socket.channel().close().awaitUninterruptibly());
        }
    }
}
