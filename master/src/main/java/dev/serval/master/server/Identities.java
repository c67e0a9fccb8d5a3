package dev.serval.master.server;

import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.stats.ServerView.Identity;
import dev.serval.master.stats.ServerView.SocketRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the statistics say about the server itself. */
final class Identities {

    private Identities() {}

    static Identity of(Installation installation, int cores, Sockets sockets) throws IOException {
        Path self = Path.of("/proc/self");
        return new Identity(
                installation.version(),
                ProcessHandle.current().pid(),
                (Integer) Files.getAttribute(self, "unix:uid"),
                (Integer) Files.getAttribute(self, "unix:gid"),
                Path.of("").toAbsolutePath().toString(),
                cores,
                rows(sockets));
    }

    private static List<SocketRow> rows(Sockets sockets) {
        List<SocketRow> rows = new ArrayList<>();
        sockets.http().forEach(s -> rows.add(row(s, "http")));
        sockets.uwsgi().forEach(s -> rows.add(row(s, "uwsgi")));
        sockets.httpSockets().forEach(s -> rows.add(row(s, "http")));
        return rows;
    }

    private static SocketRow row(ListeningSocket socket, String proto) {
        return new SocketRow(
                socket.address(),
                proto,
                socket.descriptor().intValue(),
                socket.name().endsWith("/unix"));
    }
}
