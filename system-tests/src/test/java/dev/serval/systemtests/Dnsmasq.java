package dev.serval.systemtests;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real dnsmasq, with what a test writes into its files. */
final class Dnsmasq implements AutoCloseable {

    private final Path folder = Serval.emptyFolder();
    private final int port;
    private Started started;

    /**
     * @param records lines of its configuration
     */
    Dnsmasq(String... records) throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        started = start(records);
    }

    private Started start(String... records) throws IOException {
        Path config = folder.resolve("dnsmasq.conf");
        Files.writeString(
                config,
                """
                keep-in-foreground
                no-resolv
                no-hosts
                no-poll
                log-facility=-
                log-queries
                user=root
                listen-address=127.0.0.1
                bind-interfaces
                port=%d
                local-ttl=1
                local=/test/
                %s
                """
                        .formatted(port, String.join("\n", records)));
        Started made =
                Started.command(
                        folder,
                        Map.of(),
                        List.of(
                                "/usr/sbin/dnsmasq",
                                "--conf-file=" + config,
                                "--pid-file=" + folder.resolve("pid")));
        made.awaitLine("started, version");
        return made;
    }

    /** Other records from now on. */
    void become(String... records) throws IOException {
        started.close();
        started = start(records);
    }

    /** Nobody answers any more. */
    void kill() {
        started.close();
    }

    /** {@code HOST:PORT}. */
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        started.close();
    }
}
