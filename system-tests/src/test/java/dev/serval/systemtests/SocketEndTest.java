package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How open sockets end when it is not their peers who end them. */
class SocketEndTest {

    private static final long TO_THE_BRIM = 32L * 1024 * 1024;
    private static final Pattern FLOOD = Pattern.compile("(\\w+) (\\d+)\\n");

    @Test
    void aReloadSaysGoodByeAndLosesNothingElse() throws Exception {
        try (Serval serval = talker("-p", "2");
                Load load = Load.mixed(serval.port("http"), "/", 4);
                SocketClient one = SocketClient.open("http", serval, "/echo");
                SocketClient two = SocketClient.open("http", serval, "/echo")) {
            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");

            assertThat(one.next()).isEqualTo("close 1001 the server is going away");
            assertThat(two.next()).isEqualTo("close 1001 the server is going away");
            int answered = load.answered();
            Awaitility.await().atMost(Started.PATIENCE).until(() -> load.answered() > answered);
            assertThat(load.failures()).isEmpty();
            try (SocketClient after = SocketClient.open("http", serval, "/echo")) {
                after.say("new");
                assertThat(after.next()).isEqualTo("text new");
            }
        }
    }

    @Test
    void aServerThatStopsSaysGoodBye() throws Exception {
        try (Serval serval = talker("--http-socket", "127.0.0.1:0");
                SocketClient tunnelled = SocketClient.open("http", serval, "/echo");
                SocketClient direct = SocketClient.open("http-socket", serval, "/echo")) {
            serval.process().signal("TERM");

            assertThat(tunnelled.next()).isEqualTo("close 1001 the server is going away");
            assertThat(direct.next()).isEqualTo("close 1001 the server is going away");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    @Test
    void aDeadWorkersSocketsAreClosedAndTheNextOnesServe() throws Exception {
        try (Serval serval = talker();
                SocketClient client = SocketClient.open("http", serval, "/echo")) {
            client.say("before");
            assertThat(client.next()).isEqualTo("text before");
            Started.signal(serval.pid("worker 1", 1), "KILL");

            assertThat(client.next()).isIn("lost", "close 1006 ");
            serval.awaitReady("worker 1", serval.pid("worker 1", 2));
            try (SocketClient next = SocketClient.open("http", serval, "/echo")) {
                next.say("after");
                assertThat(next.next()).isEqualTo("text after");
            }
        }
    }

    @Test
    void aClientThatDoesNotReadStopsTheApplication() throws Exception {
        try (Serval serval = talker("--socket-timeout", "1s");
                SocketClient deaf = SocketClient.deaf(serval, "/flood")) {
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> serval.get("/").body().startsWith("ended"));

            Matcher flood = FLOOD.matcher(serval.get("/").body());
            assertThat(flood.matches()).isTrue();
            assertThat(Long.parseLong(flood.group(2))).isLessThan(TO_THE_BRIM);
            assertThat(deaf.socket().isOutputClosed()).isFalse();
        }
    }

    @Test
    void aClientThatDoesNotAnswerAPingIsGivenUp() throws Exception {
        try (Serval serval =
                        talker(
                                "--websockets-ping-freq",
                                "100ms",
                                "--websockets-pong-tolerance",
                                "100ms");
                RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(RawSocket.handshake("/echo"));
            client.head();

            assertThat(client.frame().head()).isEqualTo(0x89);
            assertThat(client.rest()).hasSizeLessThan(100);
        }
    }

    @Test
    void aSocketOnWhichNothingMovesIsClosedByTheRouter() throws Exception {
        try (Serval serval = talker("--websockets-ping-freq", "0", "--websockets-idle", "300ms");
                RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(RawSocket.handshake("/echo"));
            client.head();

            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anApplicationOfUwsgisTalksThroughOurRouter() throws Exception {
        try (Uwsgi uwsgi = Uwsgi.talking();
                Serval router = Serval.serving("--http-to", "127.0.0.1:" + uwsgi.port());
                SocketClient client = SocketClient.open("http", router, "/")) {
            client.say("hello");
            assertThat(client.next()).isEqualTo("text hello");
            client.say("again");
            assertThat(client.next()).isEqualTo("text again");
        }
    }

    @Test
    void ourWorkerTalksThroughTheRouterOfUwsgi() throws Exception {
        try (Serval worker = talker("--socket", "127.0.0.1:0");
                Uwsgi router = Uwsgi.before(worker.port("uwsgi"));
                RawSocket client = new RawSocket(router.port())) {
            client.say(RawSocket.handshake("/echo"));
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            client.say(RawSocket.frame(RawSocket.TEXT, new byte[] {'h', 'i'}));

            assertThat(client.frame().text()).isEqualTo("hi");
        }
    }

    private static Serval talker(String... options) throws Exception {
        List<String> all = new ArrayList<>(Serval.testApp("Talker"));
        all.addAll(List.of(options));
        return Serval.serving(all.toArray(String[]::new));
    }
}
