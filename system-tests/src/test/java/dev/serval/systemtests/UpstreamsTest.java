package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamsTest {

    private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    private static final String POST =
            "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @AutoClose private final HttpPeer one = new HttpPeer();
    @AutoClose private final HttpPeer two = new HttpPeer();

    UpstreamsTest() throws IOException {}

    @Test
    void aBackendKilledUnderLoadLosesWhatItHadAndIsUsedAgainWhenItComesBack() throws Exception {
        try (Serval serval = to(one.address(), two.address());
                Load load = Load.on(serval.port("http"), "/", 4)) {
            awaitAnswers(load, 100);
            one.kill();
            serval.process().awaitLine(one.address() + ": 3 failures in a row");
            awaitAnswers(load, 100);
            // Whoever had an answer that had begun; all others were asked again.
            assertThat(load.failures()).hasSizeLessThanOrEqualTo(4);
            int lost = load.failures().size();

            one.startAgain();

            serval.process().awaitLine(one.address() + ": answers again");
            awaitAnswers(load, 100);
            load.end();
            assertThat(load.failures()).hasSize(lost);
            TreeSet<String> served = new TreeSet<>();
            for (int i = 0; i < 4; i++) {
                served.add(serval.get("/").body().lines().findFirst().orElse(""));
            }
            assertThat(served).containsExactlyInAnyOrder(one.told(), two.told());
        }
    }

    @Test
    void howBackendsAreIsInTheStatistics() throws Exception {
        try (Serval serval =
                Serval.serving(
                        "--http-to",
                        one.address(),
                        "--http-to",
                        two.address(),
                        "--stats",
                        "127.0.0.1:0",
                        "--stats-http")) {
            for (int i = 0; i < 10; i++) {
                assertThat(serval.get("/").statusCode()).isEqualTo(200);
            }
            awaitMetric(serval, "answers_total", one, "5.0");
            awaitMetric(serval, "answers_total", two, "5.0");
            awaitMetric(serval, "out", one, "0.0");

            one.kill();
            Awaitility.await("three failures")
                    .atMost(Started.PATIENCE)
                    .until(() -> {
                        serval.get("/");
                        return metrics(serval).contains(metric("out", one, "1.0"));
                    });
            assertThat(page(serval, "/stats"))
                    .contains("\"backend\":\"%s\",\"out\":1,".formatted(one.address()));
        }
    }

    private static void awaitMetric(Serval serval, String name, HttpPeer peer, String value) {
        String line = metric(name, peer, value);
        Awaitility.await(line).atMost(Started.PATIENCE).until(() -> metrics(serval).contains(line));
    }

    private static String metric(String name, HttpPeer peer, String value) {
        return "serval_upstream_%s{backend=\"%s\",pool=\"http-to\"} %s\n"
                .formatted(name, peer.address(), value);
    }

    private static String metrics(Serval serval) throws Exception {
        return page(serval, "/metrics");
    }

    private static String page(Serval serval, String path) throws Exception {
        return Serval.get(URI.create("http://127.0.0.1:" + serval.port("stats") + path)).body();
    }

    @Test
    void aKeptConnectionThatHangsUpOnARequestIsAskedAgainOnlyIfThatIsSafe() throws Exception {
        try (ScriptedPeer peer =
                        new ScriptedPeer(OK, ScriptedPeer.HANG_UP, OK, ScriptedPeer.HANG_UP, OK);
                Serval serval = to(peer.address())) {
            assertThat(status(serval, GET)).isEqualTo(200);
            assertThat(status(serval, GET)).isEqualTo(200);
            assertThat(status(serval, POST)).isEqualTo(502);
            assertThat(status(serval, POST)).isEqualTo(200);
        }
    }

    @Test
    void aPostWhoseHeadWasReadIsNotSentAgainThoughItsBodyWasNot(@TempDir Path folder)
            throws Exception {
        Path path = folder.resolve("peer.sock");
        AtomicInteger heads = new AtomicInteger();
        try (ServerSocketChannel peer = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            peer.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> readHeadsOnly(peer, heads));
            try (Serval serval = to(path.toString())) {
                String post = POST.replace("Length: 0", "Length: 1000") + "x".repeat(1000);
                assertThat(status(serval, post)).isEqualTo(502);
            }
        }
        assertThat(heads).hasValue(1);
    }

    /** As an application that has begun and dies: what is unread makes the end a reset. */
    private static void readHeadsOnly(ServerSocketChannel peer, AtomicInteger heads) {
        while (true) {
            try (SocketChannel client = peer.accept()) {
                ByteBuffer prefix = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
                read(client, prefix);
                read(client, ByteBuffer.allocate(Short.toUnsignedInt(prefix.getShort(1))));
                heads.incrementAndGet();
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private static void read(SocketChannel from, ByteBuffer all) throws IOException {
        while (all.hasRemaining()) {
            if (from.read(all) < 0) {
                return;
            }
        }
    }

    @Test
    void anAnswerOfTwoMeaningsIsRefusedAndTheNextOneIsRight() throws Exception {
        try (ScriptedPeer peer =
                        new ScriptedPeer(
                                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked"
                                        + "\r\n\r\n0\r\n\r\n",
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                                OK + "HTTP/1.1 404 Not Yours\r\nContent-Length: 0\r\n\r\n",
                                OK);
                Serval serval = to(peer.address())) {
            assertThat(status(serval, GET)).isEqualTo(502);
            assertThat(status(serval, GET)).isEqualTo(502);
            assertThat(status(serval, GET)).isEqualTo(200);
            assertThat(status(serval, GET)).isEqualTo(200);
        }
    }

    @Test
    void whoFindsAllFullIsToldToComeAgain() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer("HTTP/1.1 103 Early Hints\r\n\r\n");
                Serval serval =
                        configured("\"" + peer.address() + "\"", "connections = 1, queue = 0")) {
            Thread.ofVirtual().start(() -> Load.exchange(serval.port("http"), GET));
            peer.awaitRequest();

            assertThat(Load.exchange(serval.port("http"), GET))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("\r\nretry-after: ");
        }
    }

    @Test
    void aClientStaysAtItsBackendUntilThatIsDown() throws Exception {
        try (Serval serval = configured(both(two.address()), "sticky = at, fails = 1")) {
            String first = Load.exchange(serval.port("http"), GET);
            String cookie = first.split("set-cookie: ", 2)[1].split(";", 2)[0];
            assertThat(first).contains(cookie + "; Path=/; HttpOnly; SameSite=Lax\r\n");
            HttpPeer mine = first.contains(one.told()) ? one : two;
            String again = GET.replace("Host: h", "Host: h\r\nCookie: a=b; " + cookie);
            for (int i = 0; i < 3; i++) {
                assertThat(Load.exchange(serval.port("http"), again))
                        .contains(mine.told())
                        .doesNotContain("set-cookie");
            }

            mine.kill();

            assertThat(Load.exchange(serval.port("http"), again))
                    .contains(mine == one ? two.told() : one.told())
                    .contains("set-cookie: at=");
        }
    }

    @Test
    void aCheckFindsOutWhoIsWell() throws Exception {
        try (Uwsgi django = Uwsgi.django();
                Serval serval =
                        configured(
                                both("127.0.0.1:" + django.port()),
                                "health { interval = 100ms, rise = 1, fall = 1 }")) {
            one.kill();
            serval.process().awaitLine("pool api, " + one.address() + ": is not well: ");
            assertThat(serval.get("/").body()).startsWith("method: GET");

            one.startAgain();

            serval.process().awaitLine("pool api, " + one.address() + ": is well again");
            String uwsgi = "127.0.0.1:" + django.port() + ": is not well";
            assertThat(serval.process().lines()).noneMatch(line -> line.contains(uwsgi));
        }
    }

    private static void awaitAnswers(Load load, int more) {
        int before = load.answered();
        Awaitility.await("answers")
                .atMost(Started.PATIENCE)
                .until(() -> load.answered() >= before + more);
    }

    private static int status(Serval serval, String request) {
        return Integer.parseInt(Load.exchange(serval.port("http"), request).split(" ", 3)[1]);
    }

    private static Serval to(String... backends) throws IOException {
        return Serval.serving(
                List.of(backends).stream()
                        .flatMap(each -> List.of("--http-to", each).stream())
                        .toArray(String[]::new));
    }

    @Test
    void aLargeAnswerArrivesAsItIs() throws Exception {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < 3_000_000; i++) {
            told.append(Integer.toString(100_000_000 + i), 1, 9);
        }
        try (Serval serval = to(one.address())) {
            for (int i = 0; i < 3; i++) {
                assertThat(serval.get("/large").body().contentEquals(told)).isTrue();
            }
        }
    }

    private String both(String other) {
        return "[\"%s\", \"%s\"]".formatted(one.address(), other);
    }

    private static Serval configured(String backends, String keys) throws IOException {
        Path folder = Serval.emptyFolder();
        Files.writeString(
                folder.resolve("serval.conf"),
                """
                serval {
                  http = "127.0.0.1:0"
                  pools { api { to = %s, %s } }
                  routes = [ { to = api } ]
                }
                """
                        .formatted(backends, keys));
        return Serval.run(folder, Map.of()).awaitServing();
    }
}
