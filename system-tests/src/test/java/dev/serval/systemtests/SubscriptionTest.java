package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** uWSGI's subscriptions: uWSGI's nodes and ours, behind our router and uWSGI's. */
class SubscriptionTest {

    private static final String GET =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @Test
    void uwsgiNodesComeAndGoUnderLoad() throws Exception {
        try (Serval router = router("--subscription-tolerance", "3s");
                Uwsgi one = Uwsgi.subscribing("one", to(router));
                Uwsgi two = Uwsgi.subscribing("two", to(router))) {
            awaitNode(router, one.port());
            awaitNode(router, two.port());
            try (Load load = Load.on(router.port("http"), "/", 4)) {
                load.awaitMore(100);

                one.stop();

                router.process().awaitLine("localhost => node has left: 127.0.0.1:" + one.port());
                load.awaitMore(100);
                try (Uwsgi three = Uwsgi.subscribing("three", to(router))) {
                    awaitNode(router, three.port());
                    load.awaitMore(100);

                    three.kill();

                    router.process()
                            .awaitLine("node was silent for 3 s: 127.0.0.1:" + three.port());
                    load.awaitMore(100);
                }
                load.end();
                assertThat(load.failures()).isEmpty();
            }
            assertThat(answers(router)).containsOnly("node two GET");
        }
    }

    @Test
    void aHostNobodyHasSubscribedForIsServedByTheFallbackOrNobody() throws Exception {
        try (Serval router = router();
                Serval other = router("--http-subscription-fallback-key", "localhost")) {
            assertThat(Load.exchange(router.port("http"), GET)).startsWith("HTTP/1.1 503 ");
            try (Uwsgi one = Uwsgi.subscribing("one", to(router) + "\n" + to(other))) {
                awaitNode(router, one.port());
                awaitNode(other, one.port());
                String elsewhere = GET.replace("localhost", "elsewhere");

                assertThat(Load.exchange(router.port("http"), GET)).contains("node one GET");
                assertThat(Load.exchange(router.port("http"), GET.replace("host\r", "host:80\r")))
                        .contains("node one GET");
                assertThat(Load.exchange(router.port("http"), elsewhere))
                        .startsWith("HTTP/1.1 503 ");
                assertThat(Load.exchange(other.port("http"), elsewhere)).contains("node one GET");
            }
        }
    }

    @Test
    void onlyWhoHasTheKeyForAHostServesIt() throws Exception {
        Path keys = Files.createDirectory(Serval.emptyFolder().resolve("keys"));
        makeKey(keys, "localhost");
        makeKey(keys, "other");
        String rule = "SHA256:" + keys.toAbsolutePath();
        try (Serval router = router("--subscriptions-sign-check", rule)) {
            String mine = ",sign=SHA256:" + keys.toAbsolutePath().resolve("localhost.key");
            String wrong = ",sign=SHA256:" + keys.toAbsolutePath().resolve("other.key");
            try (Uwsgi unsigned = Uwsgi.subscribing("unsigned", to(router))) {
                router.process().awaitLine("refused, the last from 127.0.0.1: it is not signed");
                assertThat(unsigned.port()).isPositive();
            }
            try (Uwsgi liar = Uwsgi.subscribing("liar", to2(router) + wrong)) {
                router.process()
                        .awaitLine("127.0.0.1: another key than that for its host has signed it");
                assertThat(liar.port()).isPositive();
            }
            assertThat(Load.exchange(router.port("http"), GET)).startsWith("HTTP/1.1 503 ");
            try (Uwsgi signed = Uwsgi.subscribing("signed", to2(router) + mine);
                    Serval ours = node("--subscribe2", line(router) + mine)) {
                awaitNode(router, signed.port());
                awaitNode(router, ours.port("uwsgi"));
                signed.stop();
                router.process().awaitLine("node has left: 127.0.0.1:" + signed.port());
                ours.process().signal("TERM");
                router.process().awaitLine("node has left: 127.0.0.1:" + ours.port("uwsgi"));
            }
        }
    }

    @Test
    void aSignedPacketCountsOnce() throws Exception {
        Path keys = Files.createDirectory(Serval.emptyFolder().resolve("keys"));
        makeKey(keys, "localhost");
        String key = keys.toAbsolutePath().resolve("localhost.key").toString();
        try (Serval router = router("--subscriptions-sign-check", "SHA1:" + keys.toAbsolutePath());
                DatagramSocket eavesdropper =
                        new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Serval node =
                        node(
                                "--subscribe2",
                                "server=127.0.0.1:%d,key=localhost,sign=SHA1:%s"
                                        .formatted(eavesdropper.getLocalPort(), key))) {
            DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
            eavesdropper.setSoTimeout((int) Started.PATIENCE.toMillis());
            eavesdropper.receive(packet);
            packet.setPort(router.port("subscriptions"));
            eavesdropper.send(packet);
            awaitNode(router, node.port("uwsgi"));

            eavesdropper.send(packet);

            router.process().awaitLine("it was signed no later than the one before");
        }
    }

    @Test
    void garbageIsCountedAndChangesNothing() throws Exception {
        try (Serval router = router();
                Uwsgi one = Uwsgi.subscribing("one", to(router));
                DatagramSocket stranger = new DatagramSocket()) {
            awaitNode(router, one.port());
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = ("\u00e0" + "x".repeat(i % 300)).getBytes(US_ASCII);
                stranger.send(
                        new DatagramPacket(
                                bytes,
                                bytes.length,
                                InetAddress.getLoopbackAddress(),
                                router.port("subscriptions")));
            }

            router.process().awaitLine("subscriptions: \\d+ packets refused, the last from");
            assertThat(answers(router)).containsOnly("node one GET");
            assertThat(router.process().lines().stream().filter(l -> l.contains("refused")))
                    .hasSizeLessThan(10);
        }
    }

    @Test
    void aReloadKeepsWhoHasSubscribed() throws Exception {
        try (Serval router = router();
                Uwsgi one = Uwsgi.subscribing("one", to(router));
                Uwsgi two = Uwsgi.subscribing("two", to(router))) {
            awaitNode(router, one.port());
            awaitNode(router, two.port());
            try (Load load = Load.mixed(router.port("http"), "/", 4)) {
                for (int generation = 2; generation <= 6; generation++) {
                    load.awaitMore(50);
                    router.process().signal("HUP");
                    router.process().awaitLine("reload: generation " + generation + " serves");
                }
                load.awaitMore(50);
                load.end();
                assertThat(load.failures()).isEmpty();
            }
        }
    }

    @Test
    void anUpgradeKeepsWhoHasSubscribed() throws Exception {
        Path control = Files.createTempDirectory("serval-upgrade").resolve("control");
        @Nullable ProcessHandle next = null;
        try (Serval router = router("--control", control.toString());
                Uwsgi one = Uwsgi.subscribing("one", to(router))) {
            awaitNode(router, one.port());
            try (Load load = Load.on(router.port("http"), "/", 4)) {
                load.awaitMore(50);
                long pid = UpgradeTest.upgrade(router, control, 1);
                next = ProcessHandle.of(pid).orElseThrow();
                router.process().awaitEnd();
                load.awaitMore(50);
                load.end();

                assertThat(load.failures()).isEmpty();
            }
        } finally {
            UpgradeTest.end(next);
        }
    }

    @Test
    void aMixedFleetIsRestartedNodeByNodeUnderLoad() throws Exception {
        try (Serval router = router();
                Fleet fleet = new Fleet(router);
                Load load = Load.on(router.port("http"), "/", 4)) {
            load.awaitMore(50);
            for (int round = 0; round < 3; round++) {
                fleet.restartPython();
                load.awaitMore(50);
                fleet.restartJava();
                load.awaitMore(50);
            }
            load.end();

            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void ourOwnNodesLoseNotEvenAPostWhenTheyAreRestarted() throws Exception {
        try (Serval router = router();
                Serval stays = node("--subscribe-to", shortLine(router))) {
            awaitNode(router, stays.port("uwsgi"));
            try (Load load = Load.mixed(router.port("http"), "/sleep?ms=5", 4)) {
                for (int round = 0; round < 3; round++) {
                    try (Serval node = node("--subscribe-to", shortLine(router))) {
                        awaitNode(router, node.port("uwsgi"));
                        load.awaitMore(100);
                        node.process().signal("TERM");
                        assertThat(node.process().awaitExit()).isZero();
                    }
                    load.awaitMore(50);
                }
                load.end();
                assertThat(load.failures()).isEmpty();
            }
        }
    }

    /** One node of each kind. */
    private static final class Fleet implements AutoCloseable {

        private final Serval router;
        private Uwsgi python;
        private Serval java;

        Fleet(Serval router) throws IOException {
            this.router = router;
            this.python = Uwsgi.subscribing("python", to(router));
            this.java = node("--subscribe-to", shortLine(router));
            awaitNode(router, python.port());
            awaitNode(router, java.port("uwsgi"));
        }

        void restartPython() throws Exception {
            python.stop();
            python.close();
            python = Uwsgi.subscribing("python", to(router));
            awaitNode(router, python.port());
        }

        void restartJava() throws Exception {
            java.process().signal("TERM");
            assertThat(java.process().awaitExit()).isZero();
            java = node("--subscribe-to", shortLine(router));
            awaitNode(router, java.port("uwsgi"));
        }

        @Override
        public void close() throws IOException {
            python.close();
            java.close();
        }
    }

    @Test
    void ourNodesServeBehindUwsgisRouterAndLeaveItInTime() throws Exception {
        try (Uwsgi router = Uwsgi.subscriptions();
                Serval one =
                        node("--subscribe-to", "127.0.0.1:%d:localhost".formatted(router.port()));
                Serval two =
                        node("--subscribe-to", "127.0.0.1:%d:localhost".formatted(router.port()))) {
            router.awaitLine("localhost => new node: 127.0.0.1:" + one.port("uwsgi"));
            router.awaitLine("localhost => new node: 127.0.0.1:" + two.port("uwsgi"));
            try (Load load = Load.on(router.port(), "/sleep?ms=5", 4)) {
                load.awaitMore(100);

                one.process().signal("TERM");

                assertThat(one.process().awaitExit()).isZero();
                load.awaitMore(100);
                load.end();
                assertThat(load.failures()).isEmpty();
            }
        }
    }

    private static Serval router(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--http-subscription-server", "127.0.0.1:0"));
        all.addAll(List.of(options));
        return Serval.serving(all.toArray(String[]::new));
    }

    private static Serval node(String... options) throws IOException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--socket",
                                "127.0.0.1:0",
                                "--module",
                                "echo.Echo",
                                "--subscribe-freq",
                                "1s"));
        all.addAll(List.of(options));
        return Serval.run(Serval.emptyFolder(), Map.of(), all.toArray(String[]::new))
                .awaitServing();
    }

    private static String to(Serval router) {
        return "subscribe-to = " + shortLine(router);
    }

    private static String shortLine(Serval router) {
        return "127.0.0.1:%d:localhost".formatted(router.port("subscriptions"));
    }

    private static String to2(Serval router) {
        return "subscribe2 = " + line(router);
    }

    private static String line(Serval router) {
        return "server=127.0.0.1:%d,key=localhost".formatted(router.port("subscriptions"));
    }

    /** The master says that a node has come; each event loop of the router hears of it after. */
    private static void awaitNode(Serval router, int port) {
        router.process().awaitLine("localhost => new node: 127.0.0.1:" + port);
        Awaitility.await("the router serves the host")
                .atMost(Started.PATIENCE)
                .until(() -> exchanges(router).noneMatch(each -> each.contains(" 503 ")));
    }

    private static List<String> answers(Serval router) {
        return exchanges(router).map(each -> each.lines().toList().getLast()).toList();
    }

    /** Enough of them to come to each event loop. */
    private static Stream<String> exchanges(Serval router) {
        return IntStream.range(0, 8).mapToObj(_ -> Load.exchange(router.port("http"), GET));
    }

    private static void makeKey(Path keys, String host) throws Exception {
        OpenSsl openssl = new OpenSsl(keys);
        openssl.said("", "genrsa -out %s.key 2048".formatted(host));
        openssl.said("", "rsa -in %s.key -pubout -out %s.pem".formatted(host, host));
    }
}
