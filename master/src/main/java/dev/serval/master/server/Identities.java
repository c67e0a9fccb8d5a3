package dev.serval.master.server;

import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.stats.ServerView.Identity;
import dev.serval.master.stats.ServerView.SocketRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the statistics say about the server itself. */
public final class Identities {

    private static final int UID = own("unix:uid");
    private static final int GID = own("unix:gid");
    private static final String FOLDER = Path.of("").toAbsolutePath().toString();

    private Identities() {}

    /** The numeric user of this process. */
    public static int uid() {
        return UID;
    }

    static Identity of(Installation installation, int generation, Sockets sockets) {
        return new Identity(
                installation.version(),
                ProcessHandle.current().pid(),
                UID,
                GID,
                FOLDER,
                generation,
                rows(sockets));
    }

    private static List<SocketRow> rows(Sockets sockets) {
        List<SocketRow> rows = new ArrayList<>();
        sockets.http().forEach(s -> rows.add(row(s, "http")));
        sockets.https().forEach(s -> rows.add(row(s, "https")));
        sockets.redirects().forEach(s -> rows.add(row(s, "http-to-https")));
        sockets.uwsgi().forEach(s -> rows.add(row(s, "uwsgi")));
        sockets.httpSockets().forEach(s -> rows.add(row(s, "http")));
        return rows;
    }

    private static SocketRow row(ListeningSocket socket, String proto) {
        return new SocketRow(
                socket.address(), proto, socket.descriptor().intValue(), socket.unix());
    }

    /** The owner of our folder in proc(5). */
    private static int own(String attribute) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find out our own user", e);
        }
    }
}
