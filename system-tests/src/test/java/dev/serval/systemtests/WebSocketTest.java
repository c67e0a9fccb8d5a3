package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One core, so that a socket which held it would be noticed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTest {

    private static final int LIMIT = 1 << 20;
    private static final int TOO_MANY = 41;

    @AutoClose private final Serval serval;

    WebSocketTest() throws IOException {
        List<String> options =
                new ArrayList<>(List.of("--http-socket", "127.0.0.1:0", "--stats", "127.0.0.1:0"));
        options.addAll(List.of("--threads", "1", "--websockets", "40"));
        options.addAll(List.of("--websocket-origin", "https://*.friend.test"));
        options.addAll(Serval.testApp("Talker"));
        serval = Serval.serving(options.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http-socket"})
    void messagesComeBackAsTheyWere(String kind) throws Exception {
        try (SocketClient client = SocketClient.open(kind, serval, "/echo")) {
            client.say("grüße");
            client.say(new byte[LIMIT - 1]);
            client.say(new byte[LIMIT]);
            client.socket().sendText("in ", false).join();
            client.socket().sendText("parts", true).join();
            client.socket().sendPing(java.nio.ByteBuffer.allocate(5)).join();

            List<String> heard = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                heard.add(client.next());
            }
            assertThat(heard)
                    .containsExactlyInAnyOrder(
                            "text grüße",
                            "bytes " + (LIMIT - 1),
                            "bytes " + LIMIT,
                            "text in parts",
                            "pong 5");
            client.socket().sendClose(4000, "done").join();
            assertThat(client.next()).isEqualTo("close 4000 ");
        }
    }

    @Test
    void aBackendThatSpeaksHttpHasItsSocketsToo() throws Exception {
        String backend = "http://127.0.0.1:" + serval.port("http-socket");
        try (Serval front = Serval.serving("--http-to", backend);
                SocketClient client = SocketClient.open("http", front, "/echo")) {
            client.say("through both");
            assertThat(client.next()).isEqualTo("text through both");
            assertThat(front.get("/echo").statusCode()).isEqualTo(426);

            client.socket().sendClose(4000, "done").join();
            assertThat(client.next()).isEqualTo("close 4000 ");
        }
    }

    @Test
    void aMessageThatIsTooBigClosesTheSocket() throws Exception {
        try (SocketClient client = SocketClient.open("http", serval, "/echo")) {
            client.say(new byte[LIMIT + 1]);

            assertThat(client.next()).startsWith("close 1009");
        }
        try (SocketClient client = SocketClient.open("http", serval, "/echo")) {
            client.socket().sendText("a".repeat(LIMIT / 2), false).join();
            client.socket().sendText("a".repeat(LIMIT / 2 + 1), true);

            assertThat(client.next()).startsWith("close 1009");
        }
    }

    @Test
    void theClientsFirstChoiceOfASubprotocolIsTaken() throws Exception {
        try (SocketClient client = SocketClient.open("http", serval, "/echo", "two", "one")) {
            assertThat(client.socket().getSubprotocol()).isEqualTo("two");
        }
    }

    @Test
    void theApplicationClosesWithItsOwnCode() throws Exception {
        try (SocketClient client = SocketClient.open("http", serval, "/bye");
                SocketClient other = SocketClient.open("http", serval, "/fail")) {
            assertThat(client.next()).isEqualTo("close 4001 enough");
            assertThat(other.next()).isEqualTo("close 1011 ");
            serval.process().awaitLine("WebSocket failed: GET /fail");
        }
    }

    @Test
    void openSocketsHoldNoCoreAndOneTooManyIsRefused() throws Exception {
        List<SocketClient> clients = new ArrayList<>();
        try {
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> serval.stats().contains("\"websockets\":0"));
            for (int i = 1; i < TOO_MANY; i++) {
                clients.add(SocketClient.open("http", serval, "/echo"));
            }
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            assertThat(serval.stats()).contains("\"websockets\":40");
            assertThat(answer(RawSocket.handshake("/echo"))).startsWith("HTTP/1.1 503 ");
            clients.getFirst().say("still here");
            assertThat(clients.getFirst().next()).isEqualTo("text still here");
        } finally {
            clients.forEach(SocketClient::close);
        }
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .until(() -> serval.stats().contains("\"websockets\":0"));
    }

    @Test
    void onlyPagesOfOurOwnAndOfFriendsMayOpenOne() throws Exception {
        assertThat(answer(RawSocket.handshake("/echo", "Origin: https://evil.test")))
                .startsWith("HTTP/1.1 403 ");
        assertThat(answer(RawSocket.handshake("/echo", "Origin: null")))
                .startsWith("HTTP/1.1 403 ");
        assertThat(answer(RawSocket.handshake("/echo", "Origin: http://here.test")))
                .startsWith("HTTP/1.1 101 ");
        assertThat(answer(RawSocket.handshake("/echo", "Origin: https://a.friend.test")))
                .startsWith("HTTP/1.1 101 ");
    }

    @Test
    void whoDoesNotAskForASocketIsToldHow() throws Exception {
        String old = RawSocket.handshake("/echo").replace("Version: 13", "Version: 8");

        assertThat(answer(old))
                .startsWith("HTTP/1.1 426 ")
                .containsIgnoringCase("sec-websocket-version: 13");
        assertThat(serval.get("/echo").statusCode()).isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http-socket"})
    void whatFollowsARefusedUpgradeIsTheNextRequest(String kind) throws Exception {
        try (RawSocket client = new RawSocket(serval.port(kind))) {
            client.say(
                    RawSocket.handshake("/")
                            + "GET /no/such/dotted/./path HTTP/1.1\r\nHost: here.test\r\n\r\n"
                            + "GET / HTTP/1.1\r\nHost: here.test\r\nConnection: close\r\n\r\n");

            assertThat(client.rest().split("HTTP/1.1 200 ", -1)).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http-socket"})
    void whatFollowsAHandshakeIsNotLost(String kind) throws Exception {
        try (RawSocket client = new RawSocket(serval.port(kind))) {
            client.say(
                    RawSocket.handshake("/echo")
                            + RawSocket.frame(RawSocket.TEXT, "GET / HTTP/1.1".getBytes(US_ASCII)));

            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(client.frame().text()).isEqualTo("GET / HTTP/1.1");
        }
    }

    @Test
    void messagesAreCompressedForWhoWantsThat() throws Exception {
        byte[] message = "so so so so so so so so".getBytes(US_ASCII);
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(
                    RawSocket.handshake("/echo", "Sec-WebSocket-Extensions: permessage-deflate"));
            assertThat(client.head())
                    .containsIgnoringCase("sec-websocket-extensions: permessage-deflate");
            client.say(RawSocket.frame(RawSocket.COMPRESSED_TEXT, RawSocket.deflated(message)));

            RawSocket.Frame frame = client.frame();
            assertThat(frame.head()).isEqualTo(RawSocket.COMPRESSED_TEXT);
            assertThat(RawSocket.inflated(frame.payload())).isEqualTo("so so so so so so so so");
        }
    }

    @Test
    void whatIsNotTheProtocolClosesTheSocketWithItsCode() throws Exception {
        assertThat(closeAfter(RawSocket.frame(RawSocket.TEXT, new byte[] {(byte) 0xc3, 0x28})))
                .isEqualTo(1007);
        assertThat(closeAfter(RawSocket.frame(0x83, new byte[1]))).isEqualTo(1002);
        assertThat(closeAfter("" + (char) 0x81 + (char) 1 + 'x')).isEqualTo(1002);
    }

    private int closeAfter(String frame) throws IOException {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(RawSocket.handshake("/echo"));
            client.head();
            client.say(frame);
            RawSocket.Frame close = client.frame();
            assertThat(close.head()).isEqualTo(RawSocket.CLOSE);
            assertThat(client.rest()).isEmpty();
            return close.closeCode();
        }
    }

    private String answer(String request) throws IOException {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(request);
            return client.head();
        }
    }
}
