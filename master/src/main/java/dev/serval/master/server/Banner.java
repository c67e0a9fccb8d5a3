package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.socket.ListeningSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The lines an operator reads at a start. */
final class Banner {

    private static final Path SOMAXCONN = Path.of("/proc/sys/net/core/somaxconn");

    private Banner() {}

    static void print(Installation installation, Sockets sockets, ServerPlan plan) {
        EventLog.line(
                "*** Starting Serval %s (pid: %d, Java %s, %d CPUs) ***"
                        .formatted(
                                installation.version(),
                                ProcessHandle.current().pid(),
                                Runtime.version(),
                                Runtime.getRuntime().availableProcessors()));
        bound("http", List.of(), sockets.http());
        bound("https", List.of(), sockets.https());
        bound("http3", List.of(), sockets.quic());
        bound("http-to-https", List.of(), sockets.redirects());
        bound("uwsgi", List.of(), sockets.uwsgi());
        bound("http-socket", List.of(), sockets.httpSockets());
        bound("stats", List.of(), sockets.stats());
        bound("subscriptions", List.of(), sockets.subscriptions());
        queue(plan.backlog());
        exceptions(plan.catchExceptions());
    }

    /** The kernel cuts a longer queue without a word (listen(2)). */
    private static void queue(int asked) {
        try {
            // Read in one go: the kernel has nothing for whoever reads such a file on.
            int most = Integer.parseInt(Files.readAllLines(SOMAXCONN).getFirst().trim());
            if (asked > most) {
                EventLog.line(
                        "--listen is %d, but this kernel queues no more than %d; raise"
                                        .formatted(asked, most)
                                + " net.core.somaxconn");
            }
        } catch (IOException e) {
            // No such file, no such limit to warn of.
            return;
        }
    }

    /** Nobody should find out from a stranger. */
    static void exceptions(boolean shown) {
        if (shown) {
            EventLog.line(
                    "--catch-exceptions shows clients the traces of what the application throws;"
                            + " it is for development");
        }
    }

    /** What a reload has opened in addition. */
    static void difference(Sockets before, Sockets after) {
        bound("http", before.http(), after.http());
        bound("https", before.https(), after.https());
        bound("http3", before.quic(), after.quic());
        bound("http-to-https", before.redirects(), after.redirects());
        bound("uwsgi", before.uwsgi(), after.uwsgi());
        bound("http-socket", before.httpSockets(), after.httpSockets());
        bound("stats", before.stats(), after.stats());
        bound("subscriptions", before.subscriptions(), after.subscriptions());
    }

    /** What is said once there is somebody to serve. */
    static String serving(Sockets sockets) {
        if (!sockets.http().isEmpty()) {
            return "serving " + url("http", sockets.http().getFirst());
        }
        if (!sockets.https().isEmpty()) {
            return "serving " + url("https", sockets.https().getFirst());
        }
        if (!sockets.httpSockets().isEmpty()) {
            return "serving " + url("http", sockets.httpSockets().getFirst());
        }
        return sockets.uwsgi().isEmpty()
                ? "serving"
                : "serving uwsgi on " + sockets.uwsgi().getFirst().address();
    }

    private static String url(String scheme, ListeningSocket socket) {
        String address = socket.address();
        boolean tcp = !socket.unix();
        return tcp
                ? "%s://%s/ (Ctrl-C stops)".formatted(scheme, address)
                : "%s on %s".formatted(scheme.toUpperCase(Locale.ROOT), address);
    }

    private static void bound(
            String kind, List<ListeningSocket> before, List<ListeningSocket> after) {
        for (ListeningSocket socket : after) {
            if (before.stream().noneMatch(b -> b.channel().equals(socket.channel()))) {
                EventLog.line("%s bound on %s".formatted(kind, socket.address()));
            }
        }
    }
}
