package dev.serval.master;

import dev.serval.master.socket.ListeningSocket;
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
