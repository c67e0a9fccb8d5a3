package dev.serval.master.server;

import dev.serval.control.option.Address;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a successor gets from the server it is to follow: its listening sockets, and the line on
 * which it says that it serves. The other end is {@link Upgrade}. Main thread, before anything is
 * started.
 */
final class Inherited {

    /** Environment variable: the abstract Unix address of the server to follow, without its NUL. */
    static final String ADDRESS = "SERVAL_TAKEOVER";

    /**
     * Environment variable: a line a socket, its kind, unix, tcp or udp, and its address, in the
     * order they come.
     */
    static final String SOCKETS = "SERVAL_TAKEOVER_SOCKETS";

    /** Environment variable: the cgroups it has made, a line each. */
    static final String CGROUPS = "SERVAL_TAKEOVER_CGROUPS";

    /** Environment variable: who has subscribed, a host and a backend a line. */
    static final String SUBSCRIBED = "SERVAL_TAKEOVER_SUBSCRIBED";

    private static final String QUIC = "quic";
    private static final String SUBSCRIPTIONS = "subscriptions";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Given(String kind, boolean unix, Address address, int fd) {}

    private final Socket line;
    private final List<Given> given;

    private Inherited(Socket line, List<Given> given) {
        this.line = line;
        this.given = given;
    }

    /** Whether this process was started to follow another server. */
    static boolean isSuccessor(Map<String, String> environment) {
        return environment.containsKey(ADDRESS);
    }

    /**
     * Takes the sockets.
     *
     * @throws IOException if the other server is gone
     * @throws InterruptedException never in a server
     */
    static Inherited take(Map<String, String> environment)
            throws IOException, InterruptedException {
        Socket line = Socket.newSocketDomain();
        line.connect(new DomainSocketAddress("\0" + environment.getOrDefault(ADDRESS, "")));
        List<Given> given = new ArrayList<>();
        for (String each : environment.getOrDefault(SOCKETS, "").lines().toList()) {
            String[] words = each.split(" ", 3);
            given.add(
                    new Given(
                            words[0],
                            words[1].equals("unix"),
                            Address.parseListening(words[2]),
                            receive(line)));
        }
        return new Inherited(line, given);
    }

    private static int receive(Socket line) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int fd = line.recvFd();
        while (fd == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the server to follow does not hand over its sockets");
            }
            TimeUnit.MILLISECONDS.sleep(1);
            fd = line.recvFd();
        }
        if (fd < 0) {
            throw new IOException("the server to follow has ended");
        }
        return fd;
    }

    /**
     * The sockets, as if they had been opened here.
     *
     * @param workers our own socket for our own workers
     * @throws ListenException if one of them is not a listening socket
     */
    Sockets adopt(ListeningSocket workers, SocketOpener opener) throws ListenException {
        return new Sockets(
                workers,
                adopt("http", opener),
                adopt("https", opener),
                adopt(QUIC, opener),
                adopt("http-to-https", opener),
                adopt("uwsgi", opener),
                adopt("http-socket", opener),
                adopt("stats", opener),
                adopt(SUBSCRIPTIONS, opener));
    }

    private List<ListeningSocket> adopt(String kind, SocketOpener opener) throws ListenException {
        List<ListeningSocket> sockets = new ArrayList<>();
        for (Given each : given) {
            if (each.kind.equals(kind)) {
                String name = "%s:%d".formatted(kind, sockets.size() + 1);
                ListeningSocket socket =
                        kind.equals(QUIC) || kind.equals(SUBSCRIPTIONS)
                                ? opener.adoptUdp(name, each.fd)
                                : opener.adopt(name, each.fd, each.unix);
                sockets.add(socket.at(each.address));
            }
        }
        return sockets;
    }

    /** Tells the other server that it can go, and waits until it speaks for the service no more. */
    void serving() {
        try {
            ByteBuffer one = ByteBuffer.allocateDirect(1).put((byte) '.').flip();
            line.write(one, 0, 1);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (line.read(one.clear(), 0, 1) == 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            line.close();
        } catch (IOException | InterruptedException e) {
            // It has gone by itself: nobody is left to be told. Nobody interrupts a master.
            return;
        }
    }
}
