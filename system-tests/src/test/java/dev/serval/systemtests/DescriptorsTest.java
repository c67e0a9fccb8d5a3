package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More clients than a process may have descriptors. */
class DescriptorsTest {

    private static final int DESCRIPTORS = 100;

    @Test
    void aRouterWithoutDescriptorsLetsClientsWaitAndServesWhenOthersLeave() throws Exception {
        try (Serval serval = serving("--http", "127.0.0.1:0")) {
            crowd(serval, "router", serval.port("http"));

            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            assertThat(serval.pid("router 1", 1)).satisfies(DescriptorsTest::lives);
        }
    }

    @Test
    void aWorkerWithoutDescriptorsLetsClientsWaitAndServesWhenOthersLeave() throws Exception {
        try (Serval serval = serving("--http-socket", "127.0.0.1:0", "--threads", "200")) {
            int port = serval.port("http-socket");
            crowd(serval, "worker", port);

            URI uri = URI.create("http://127.0.0.1:" + port + "/");
            assertThat(Serval.get(uri).statusCode()).isEqualTo(200);
            assertThat(serval.pid("worker 1", 1)).satisfies(DescriptorsTest::lives);
            assertThat(serval.process().lines()).noneMatch(line -> line.contains("io.netty"));
        }
    }

    @Test
    void aMasterWithoutDescriptorsServesOnAndStartsWorkersAgainWhenItHasSome() throws Exception {
        try (Serval serval =
                Serval.serving(
                        "--module", "echo.Echo", "--max-fd", "1000", "--stats", "127.0.0.1:0")) {
            int stats = serval.port("stats");
            limit(serval.process().pid(), 10);
            List<SocketChannel> readers = clients(stats, 2);
            serval.process().awaitLine("master \\(pid: \\d+\\) cannot accept connections: ");

            Started.signal(serval.pid("worker 1", 1), "KILL");
            serval.process().awaitLine("cannot start worker 1: ");
            serval.process().signal("HUP");
            serval.process()
                    .awaitLine("reload refused, nothing has changed: .*Too many open files");
            limit(serval.process().pid(), 1000);

            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            assertThat(serval.stats()).contains("\"workers\"");
            close(readers);
        }
    }

    /** As many clients as it cannot hold, until it says so; then they go. */
    private static void crowd(Serval serval, String who, int port) throws IOException {
        List<SocketChannel> clients = clients(port, 2 * DESCRIPTORS);
        try {
            serval.process()
                    .awaitLine(who + " \\(pid: \\d+\\) cannot accept connections: .*Too many open");
        } finally {
            close(clients);
        }
    }

    private static List<SocketChannel> clients(int port, int count) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
        return clients;
    }

    private static void close(List<SocketChannel> clients) throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    private static void limit(long pid, int descriptors) throws Exception {
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--nofile=" + descriptors + ":")
                .start()
                .waitFor();
    }

    private static void lives(long pid) {
        assertThat(ProcessHandle.of(pid)).isPresent();
    }

    private static Serval serving(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--module", "echo.Echo"));
        all.addAll(List.of("--max-fd", Integer.toString(DESCRIPTORS)));
        return Serval.run(Serval.emptyFolder(), Map.of(), all.toArray(String[]::new))
                .awaitServing();
    }
}
