package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The guest book, a WAR with one of everything, below a path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarTest {

    static final Path GUEST_BOOK = Serval.HOME.resolve("examples/guestbook.war");

    private static final long MIB = 1024 * 1024;
    private static final String BOUNDARY = "between";

    private Serval serval;

    @BeforeAll
    void start() throws Exception {
        serval =
                Serval.serving(
                        "--war",
                        "/book=" + GUEST_BOOK,
                        "--socket",
                        "127.0.0.1:0",
                        "--answer-buffering",
                        "0",
                        "--harakiri-route",
                        "/book/fault/slow=1",
                        "--http-post-buffering",
                        "0");
    }

    @AfterAll
    void stop() {
        serval.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return serval.get("/book" + path);
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(serval.uri("/book" + path))
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .method(method, body)
                            .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    @Test
    void aPageKnowsItsGuestByTheSession() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            HttpRequest page = HttpRequest.newBuilder(serval.uri("/book/")).build();
            assertThat(client.send(page, BodyHandlers.ofString()).body())
                    .contains("<b id=\"visits\">1</b>");
            assertThat(client.send(page, BodyHandlers.ofString()).body())
                    .contains("<b id=\"visits\">2</b>");
        }
    }

    @Test
    void aServletKnowsWhoAskedAndHow() {
        String answer =
                Load.exchange(
                        serval.port("http"),
                        """
                        GET /book/facts/a%20b?x=%2F HTTP/1.1
                        Host: shop.example:8443
                        X-Forwarded-For: 192.0.2.1
                        Connection: close

                        """
                                .replace("\n", "\r\n"));
        assertThat(answer)
                .contains("url http://shop.example:8443/book/facts/a%20b\n")
                .contains("context /book\npath /a b\nquery x=%2F\nsecure false\n")
                .contains("remote 127.0.0.1\nuser nobody\nprotocol HTTP/1.1\n");
    }

    @Test
    void aServletKnowsTheUserThatTheGatewayHasAsked() throws Exception {
        byte[] request = Packet.get("/book/facts/x", "REMOTE_USER", "anna");
        assertThat(Packet.exchange(serval.port("uwsgi"), request)).contains("\nuser anna\n");
    }

    @Test
    void aFileIsUploaded() throws Exception {
        String body =
                "--%s\r\nContent-Disposition: form-data; name=\"f\"; filename=\"cat.png\"\r\n\r\n%s\r\n--%s--\r\n"
                        .formatted(BOUNDARY, "x".repeat(100_000), BOUNDARY);
        HttpResponse<String> answer = send("POST", "/entries", BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/book/");
        assertThat(get("/").body()).contains("<li>cat.png, 100000 bytes</li>");
    }

    @Test
    void whatIsAnsweredLaterOnAnotherThreadArrives() throws Exception {
        assertThat(get("/later").body()).isEqualTo("later");
        byte[] body = new byte[3_000_000];
        assertThat(send("PUT", "/later", BodyPublishers.ofByteArray(body)).body())
                .isEqualTo("3000000");
        assertThat(send("DELETE", "/later?ms=50", BodyPublishers.noBody()).statusCode())
                .isEqualTo(500);
    }

    /** The client sends the second half once it has the first one back. */
    @Test
    void whatAServletFlushesLeavesAtOnce() throws Exception {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(
                    """
                    POST /book/stream HTTP/1.1
                    Host: localhost
                    Connection: close
                    Transfer-Encoding: chunked

                    3
                    one
                    """
                            .replace("\n", "\r\n"));
            assertThat(client.head()).startsWith("HTTP/1.1 200 ").contains("chunked");
            assertThat(client.next(8)).isEqualTo("3\r\none\r\n");
            client.say("3\r\ntwo\r\n0\r\n\r\n");
            assertThat(client.rest()).isEqualTo("3\r\ntwo\r\n0\r\n\r\n");
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheServletUp() throws Exception {
        try (RawSocket slow = new RawSocket(serval.port("http"))) {
            slow.say("GET /book/stream?mb=200 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(slow.head()).startsWith("HTTP/1.1 200 ");
            long[] before = {-1};
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> {
                        long now = Long.parseLong(get("/stream").body());
                        boolean still = now == before[0];
                        before[0] = now;
                        return still;
                    });
            assertThat(before[0]).isPositive().isLessThan(50 * MIB);
        }
    }

    @Test
    void aHeadHasTheFieldsOfItsPageAndNoBody() {
        String answer =
                Load.exchange(
                        serval.port("http"),
                        "HEAD /book/facts/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .containsPattern("(?i)content-length: [1-9]")
                .endsWith("\r\n\r\n");
    }

    @Test
    void whatAServletThrowsIsAnsweredByItsPageAndElseByOneThatTellsNothing() throws Exception {
        HttpResponse<String> own = get("/fault");
        assertThat(own.statusCode()).isEqualTo(500);
        assertThat(own.body()).isEqualTo("sorry: out of ink\n");
        HttpResponse<String> plain = get("/fault?plain=1");
        assertThat(plain.statusCode()).isEqualTo(500);
        assertThat(plain.body()).doesNotContain("a secret", "guestbook", "Jetty");
        assertThat(
                        Load.exchange(
                                serval.port("http"),
                                "GET /book/fault?plain=1 HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 500 ")
                .contains("\"message\":\"Server Error\"")
                .doesNotContain("a secret", "guestbook");
        serval.process().awaitLine("IllegalArgumentException: a secret");
    }

    @Test
    void anAnswerThatFailsHalfwayBreaksOff() throws Exception {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say("GET /book/fault?late=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.next(11)).isEqualTo("6\r\na part\r\n");
            assertThatThrownBy(() -> client.next(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aServletThatTakesTooLongIsInterrupted() throws Exception {
        assertThat(get("/fault/slow?ms=60000").statusCode()).isEqualTo(504);
        serval.process().awaitLine("HARAKIRI on worker 1 core \\d+: GET /book/fault/slow ");
        serval.process().awaitLine("at guestbook\\.Fault\\.doGet\\(");
        serval.process().awaitLine("interrupted");
    }

    @Test
    void aSocketEchoesTextAndBytesAndCloses() throws Exception {
        try (SocketClient client = SocketClient.open("http", serval, "/book/talk", "parrot")) {
            assertThat(client.socket().getSubprotocol()).isEqualTo("parrot");
            client.say("hello");
            assertThat(client.next()).isEqualTo("text you said hello");
            client.say(new byte[300_000]);
            assertThat(client.next()).isEqualTo("bytes 300000");
            client.say("bye");
            assertThat(client.next()).isEqualTo("close 1000 bye");
        }
    }

    @Test
    void thereIsNothingBesideItsPath() throws Exception {
        HttpResponse<String> answer = serval.get("/elsewhere");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("Jetty");
        assertThat(get("/WEB-INF/web.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void reloadsLoseNoRequestAndLeaveNoFolderBehind() throws Exception {
        Path folder = Serval.emptyFolder();
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        try (Serval reloaded =
                Serval.run(
                                folder,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--jvm-opt",
                                "-Djava.io.tmpdir=" + scratch,
                                GUEST_BOOK.toString())
                        .awaitServing()) {
            try (Load load = Load.mixed(reloaded.port("http"), "/facts/x", 3)) {
                load.awaitMore(20);
                for (int generation = 2; generation <= 3; generation++) {
                    reloaded.process().signal("HUP");
                    reloaded.process().awaitLine("reload: generation " + generation + " serves");
                    load.awaitMore(20);
                }
                assertThat(load.failures()).isEmpty();
            }
            Started.signal(reloaded.pid("worker 1", 3), "KILL");
            reloaded.awaitReady("worker 1", reloaded.pid("worker 1", 4));
            assertThat(reloaded.get("/later").body()).isEqualTo("later");
            reloaded.process().signal("TERM");
            assertThat(reloaded.process().awaitExit()).isZero();
            reloaded.process().awaitLine("the guest book is closed");
        }
        try (Stream<Path> left = Files.list(scratch)) {
            // The one of the worker that was killed: young ones are spared.
            assertThat(left).hasSizeLessThanOrEqualTo(1);
        }
    }
}
