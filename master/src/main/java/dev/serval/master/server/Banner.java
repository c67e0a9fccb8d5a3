package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.socket.ListeningSocket;
import java.util.List;

/** The lines an operator reads at a start. */
final class Banner {

    private Banner() {}

    static void print(Installation installation, Sockets sockets) {
        EventLog.line(
                "*** Starting Serval %s (pid: %d, Java %s, %d CPUs) ***"
                        .formatted(
                                installation.version(),
                                ProcessHandle.current().pid(),
                                Runtime.version(),
                                Runtime.getRuntime().availableProcessors()));
        bound("http", sockets.http());
        bound("uwsgi", sockets.uwsgi());
        bound("http-socket", sockets.httpSockets());
        bound("stats", sockets.stats());
    }

    /** What is said once there is somebody to serve. */
    static String serving(Sockets sockets) {
        if (!sockets.http().isEmpty()) {
            return "serving " + url(sockets.http().getFirst());
        }
        if (!sockets.httpSockets().isEmpty()) {
            return "serving " + url(sockets.httpSockets().getFirst());
        }
        return "serving uwsgi on " + sockets.uwsgi().getFirst().address();
    }

    private static String url(ListeningSocket socket) {
        String address = socket.address();
        boolean tcp = !socket.name().endsWith("/unix");
        return tcp ? "http://%s/ (Ctrl-C stops)".formatted(address) : "HTTP on " + address;
    }

    private static void bound(String kind, List<ListeningSocket> sockets) {
        sockets.forEach(
                socket -> EventLog.line("%s bound on %s".formatted(kind, socket.address())));
    }
}
