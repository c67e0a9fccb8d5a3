package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StatsTest {

    /** What uwsgitop cannot do without. */
    private static final String[] OF_SERVER = {
        "version", "listen_queue", "cwd", "uid", "gid", "pid", "workers"
    };

    private static final String[] OF_WORKER = {
        "id",
        "pid",
        "requests",
        "tx",
        "exceptions",
        "signals",
        "status",
        "avg_rt",
        "rss",
        "vsz",
        "respawn_count",
        "harakiri_count",
        "running_time",
        "last_spawn",
        "cores"
    };

    private static final String[] OF_CORE = {"id", "requests", "in_request"};

    @Test
    void aTcpAndAUnixSocketTellWhatUwsgitopReadsWhileRequestsRun() throws Exception {
        SocketAddress socket = socketAddress();
        try (Serval serval =
                        Serval.serving(
                                "--module",
                                "echo.Echo",
                                "-p",
                                "2",
                                "--stats",
                                "127.0.0.1:0",
                                "--stats",
                                socket.toString());
                Load load = Load.on(serval.port("http"), "/sleep?ms=5", 4)) {
            load.awaitAnswered(101);

            checkAll(Json.object(read(tcp(serval))), serval);
            checkAll(Json.object(read(socket)), serval);
            String http = Load.exchange(serval.port("stats"), "GET / HTTP/1.0\r\n\r\n");
            assertThat(http).startsWith("HTTP/1.1 200 OK\r\n");
            checkAll(Json.object(http.split("\r\n\r\n", 2)[1]), serval);
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> read(tcp(serval)).contains("\"in_request\":1"));
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void withAnHttpHeadABrowserReadsThem() throws Exception {
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--stats", "127.0.0.1:0", "--stats-http")) {
            HttpResponse<String> page =
                    Serval.get(URI.create("http://127.0.0.1:" + serval.port("stats") + "/"));

            assertThat(page.headers().firstValue("content-type")).hasValue("application/json");
            checkAll(Json.object(page.body()), serval);
        }
    }

    @Test
    void readersThatNeverReadDelayNobody() throws Exception {
        SocketAddress stats = socketAddress();
        List<SocketChannel> silent = new ArrayList<>();
        try (Serval serval = withALongDocument(stats)) {
            for (int i = 0; i < 20; i++) {
                silent.add(SocketChannel.open(stats));
            }

            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            String whole = read(stats);
            assertThat(Json.objects(Json.object(whole), "workers")).hasSize(1);
            Started.signal(serval.pid("worker 1", 1), "KILL");
            serval.awaitReady("worker 1", serval.pid("worker 1", 2));
            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();

            assertThat(silent)
                    .allSatisfy(each -> assertThat(rest(each)).hasSizeLessThan(whole.length()));
        }
    }

    @Test
    void aReloadWaitsForNoReader() throws Exception {
        SocketAddress stats = socketAddress();
        List<SocketChannel> silent = new ArrayList<>();
        try (Serval serval = withALongDocument(stats)) {
            for (int i = 0; i < 200; i++) {
                silent.add(SocketChannel.open(stats));
            }

            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");

            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            for (SocketChannel each : silent) {
                each.close();
            }
            assertThat(Json.number(Json.object(read(stats)), "generation")).isEqualTo(2);
        }
    }

    /** A counter that falls is a restart to Prometheus, and counts twice when it comes back. */
    @Test
    void whatADrainingProcessHasDoneIsNotMissing() throws Exception {
        SocketAddress stats = socketAddress();
        try (Serval serval = taking(stats);
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), serval.port("http"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(serval.get("/").statusCode()).isEqualTo(200);
            }
            String head = "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 4\r\n\r\n";
            slow.getOutputStream().write((head + "ab").getBytes(UTF_8));
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> read(stats).contains("\"in_request\":1"));

            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");

            Map<?, ?> draining = Json.object(read(stats));
            assertThat(requests(draining)).containsExactly(3L, 3L);
            slow.getOutputStream().write("cd".getBytes(UTF_8));
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> requests(Json.object(read(stats))).equals(List.of(4L, 4L)));
        }
    }

    /** A core is taken before the body is here. */
    private static Serval taking(SocketAddress stats) throws IOException {
        return Serval.serving(
                "--module", "echo.Echo", "--stats", stats.toString(), "--http-post-buffering", "0");
    }

    /** Of the routers, and of the only worker. */
    private static List<Long> requests(Map<?, ?> stats) {
        return List.of(
                Json.number((Map<?, ?>) Objects.requireNonNull(stats.get("router")), "requests"),
                Json.number(Json.objects(stats, "workers").getFirst(), "requests"));
    }

    @Test
    void whyAWorkerWasReplacedIsTold() throws Exception {
        SocketAddress stats = socketAddress();
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--max-requests",
                        "3",
                        "--stats",
                        stats.toString())) {
            Started.signal(serval.pid("router 1", 1), "KILL");
            serval.awaitReady("router 1", serval.pid("router 1", 2));
            for (int i = 0; i < 4; i++) {
                serval.get("/secret?token=" + i);
            }
            serval.process().awaitLine("worker 1 .*: replacing it");

            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> read(stats).contains(": replacing it"));
            List<String> told =
                    Json.objects(Json.object(read(stats)), "events").stream()
                            .map(event -> (String) event.get("what"))
                            .toList();
            assertThat(told)
                    .anyMatch(what -> what.matches("DAMN ! router 1 \\(pid: \\d+\\) died, .*"))
                    .anyMatch(what -> what.matches("worker 1 .* requests: replacing it"))
                    .noneMatch(what -> what.contains("secret"));
        }
    }

    /** So many cores make one that does not fit into the buffer of a Unix socket. */
    private static Serval withALongDocument(SocketAddress stats) throws IOException {
        return Serval.serving(
                "--module", "hello.Hello", "--threads", "4000", "--stats", stats.toString());
    }

    private static void checkAll(Map<?, ?> stats, Serval serval) {
        assertThat(stats.keySet().toArray()).contains((Object[]) OF_SERVER);
        assertThat(Json.number(stats, "pid")).isEqualTo(serval.process().pid());
        List<Map<?, ?>> workers = Json.objects(stats, "workers");
        assertThat(workers).isNotEmpty();
        for (Map<?, ?> worker : workers) {
            assertThat(worker.keySet().toArray()).contains((Object[]) OF_WORKER);
            long id = Json.number(worker, "id");
            assertThat(Json.number(worker, "pid")).isEqualTo(serval.pid("worker " + id, 1));
            assertThat(Json.number(worker, "rss")).isPositive();
            assertThat(worker.get("status")).isIn("idle", "busy");
            List<Map<?, ?>> cores = Json.objects(worker, "cores");
            assertThat(cores).isNotEmpty();
            assertThat(cores)
                    .allSatisfy(core ->
                            assertThat(core.keySet().toArray()).contains((Object[]) OF_CORE));
        }
    }

    private static SocketAddress tcp(Serval serval) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), serval.port("stats"));
    }

    private static SocketAddress socketAddress() throws IOException {
        return UnixDomainSocketAddress.of(
                Files.createTempDirectory("serval-stats").resolve("stats.sock"));
    }

    private static String read(SocketAddress address) throws IOException {
        return rest(SocketChannel.open(address));
    }

    /** All that comes until the end, and closes the channel. */
    private static String rest(SocketChannel channel) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        ByteBuffer block = ByteBuffer.allocate(65536);
        try (channel) {
            while (channel.read(block.clear()) >= 0) {
                document.write(block.array(), 0, block.position());
            }
        }
        return document.toString(UTF_8);
    }
}
