package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The clinic, a Spring Boot program with one of everything. Its port belongs to somebody else. */
@ParameterizedClass
@EnumSource(Clinic.class)
class BootTest {

    private static final long MIB = 1024 * 1024;
    private static final String BOUNDARY = "between";

    @SuppressWarnings("NullAway.Init") // before each invocation of the class
    private static ServerSocket taken;

    @SuppressWarnings("NullAway.Init")
    private static Serval serval;

    @SuppressWarnings("NullAway.Init")
    @Parameter
    Clinic clinic;

    @BeforeParameterizedClassInvocation
    static void start(Clinic clinic) throws Exception {
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        serval =
                Serval.serving(
                        "--boot",
                        clinic.jar() + " --server.port=" + taken.getLocalPort(),
                        "--socket",
                        "127.0.0.1:0",
                        "--answer-buffering",
                        "0",
                        "--harakiri-route",
                        "/api/slow=1",
                        "--http-post-buffering",
                        "0");
    }

    @AfterParameterizedClassInvocation
    static void stop() throws IOException {
        serval.close();
        taken.close();
    }

    private HttpResponse<String> send(
            String method, String path, String type, HttpRequest.BodyPublisher body)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(serval.uri(path))
                            .header("Content-Type", type)
                            .method(method, body)
                            .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private String raw(String request) {
        return Load.exchange(serval.port("http"), request.replace("\n", "\r\n"));
    }

    @Test
    void aPageKnowsItsGuestByTheSession() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            HttpRequest page = HttpRequest.newBuilder(serval.uri("/")).build();
            assertThat(client.send(page, BodyHandlers.ofString()).body())
                    .contains("<b id=\"visits\">1</b>")
                    .contains("<li>Minka of Anna</li>");
            assertThat(client.send(page, BodyHandlers.ofString()).body())
                    .contains("<b id=\"visits\">2</b>");
        }
    }

    @Test
    void aFormIsPosted() throws Exception {
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/pets",
                        "application/x-www-form-urlencoded",
                        BodyPublishers.ofString("name=Z%C3%B6e&owner=Carl"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/"));
        assertThat(serval.get("/").body()).contains("<li>Z\u00f6e of Carl</li>");
    }

    @Test
    void filesAndJsonAndHealthAreServed() throws Exception {
        assertThat(serval.get("/clinic.css").headers().firstValue("Content-Type"))
                .contains("text/css");
        HttpResponse<String> pet = serval.get("/api/pets/1");
        assertThat(pet.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(pet.body()).isEqualTo("{\"id\":1,\"name\":\"Minka\",\"owner\":\"Anna\"}");
        assertThat(serval.get("/actuator/health/readiness").body()).contains("\"UP\"");
    }

    @Test
    void aServletKnowsWhoAskedAndHow() {
        assertThat(
                        raw(
                                """
                                GET /api/facts/a%20b?x=%2F HTTP/1.1
                                Host: shop.example:8443
                                X-Forwarded-For: 192.0.2.1
                                X-Pet: cat
                                Connection: close

                                """))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"url\":\"http://shop.example:8443/api/facts/a%20b\"")
                .contains("\"path\":\"/api/facts/a b\"", "\"query\":\"x=%2F\"")
                .contains("\"secure\":false", "\"remote\":\"127.0.0.1\"", "\"user\":null")
                .contains("\"protocol\":\"HTTP/1.1\"", "\"header\":\"cat\"");
    }

    @Test
    void aServletKnowsTheUserThatTheGatewayHasAsked() throws Exception {
        byte[] request = Packet.get("/api/facts/x", "REMOTE_USER", "anna", "HTTPS", "on");
        assertThat(Packet.exchange(serval.port("uwsgi"), request))
                .contains("\"user\":\"anna\"", "\"secure\":true");
    }

    @Test
    void aFileIsUploaded() throws Exception {
        String body =
                "--%s\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"cat.png\"\r\n\r\n%s\r\n--%s--\r\n"
                        .formatted(BOUNDARY, "x".repeat(100_000), BOUNDARY);
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/api/photos",
                        "multipart/form-data; boundary=" + BOUNDARY,
                        BodyPublishers.ofString(body));
        assertThat(answer.body()).contains("\"name\":\"cat.png\"", "\"size\":100000");
    }

    @Test
    void aLargeBodyIsReadWithAndWithoutWaiting() throws Exception {
        byte[] body = new byte[3_000_000];
        String type = "application/octet-stream";
        assertThat(send("PUT", "/api/raw", type, BodyPublishers.ofByteArray(body)).body())
                .isEqualTo("{\"size\":3000000}");
        assertThat(send("POST", "/streams/count", type, BodyPublishers.ofByteArray(body)).body())
                .isEqualTo("3000000");
    }

    @Test
    void aClientThatWaitsForContinueIsToldTo() throws Exception {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(
                    """
                    PUT /api/raw HTTP/1.1
                    Host: localhost
                    Expect: 100-continue
                    Content-Length: 5
                    Content-Type: text/plain
                    Connection: close

                    """
                            .replace("\n", "\r\n"));
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");
            client.say("hello");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 ").contains("{\"size\":5}");
        }
    }

    @Test
    void errorsAreSpringBootsOwn() throws Exception {
        HttpResponse<String> absent = serval.get("/api/pets/99");
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(absent.body())
                .contains("\"status\":404", "\"error\":\"Not Found\"", "\"path\":\"/api/pets/99\"");
        HttpResponse<String> fault = serval.get("/api/fault");
        assertThat(fault.statusCode()).isEqualTo(500);
        assertThat(fault.body()).contains("\"status\":500").doesNotContain("biscuits");
        serval.process().awaitLine("IllegalStateException: out of biscuits");
    }

    @Test
    void whatIsAnsweredLaterOnAnotherThreadArrives() throws Exception {
        assertThat(serval.get("/streams/callable").body()).isEqualTo("called later");
        assertThat(serval.get("/streams/deferred").body()).isEqualTo("deferred");
        assertThat(serval.get("/streams/deferred?timeout=50").statusCode()).isEqualTo(503);
        assertThat(serval.get("/streams/events").body())
                .isEqualTo("data:event 1\n\ndata:event 2\n\ndata:event 3\n\n");
    }

    /** The client sends the second half once it has the first one back. */
    @Test
    void whatIsFlushedLeavesAtOnce() throws Exception {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say(
                    """
                    POST /streams/echo HTTP/1.1
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
    void aClientThatDoesNotReadHoldsTheProgramUp() throws Exception {
        try (RawSocket slow = new RawSocket(serval.port("http"))) {
            slow.say("GET /streams/megabytes?mb=200 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(slow.head()).startsWith("HTTP/1.1 200 ");
            long[] before = {-1};
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> {
                        long now = Long.parseLong(serval.get("/streams/written").body());
                        boolean still = now == before[0];
                        before[0] = now;
                        return still;
                    });
            assertThat(before[0]).isPositive().isLessThan(50 * MIB);
        }
    }

    @Test
    void whoStreamsIsToldThatTheClientHasGone() throws Exception {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say("GET /streams/endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ").contains("text/event-stream");
        }
        serval.process().awaitLine("nobody listens any more");
    }

    @Test
    void anAnswerThatFailsHalfwayBreaksOff() throws Exception {
        try (RawSocket client = new RawSocket(serval.port("http"))) {
            client.say("GET /streams/broken HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.next(11)).isEqualTo("6\r\na part\r\n");
            // Spring Boot's error page is included, then comes the break, as in Tomcat.
            StringBuilder rest = new StringBuilder();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    rest.append(client.next(1));
                                }
                            })
                    .isInstanceOf(IOException.class);
            assertThat(rest.toString()).doesNotContain("\r\n0\r\n\r\n");
        }
    }

    @Test
    void aSocketEchoesTextAndBytesAndCloses() throws Exception {
        try (SocketClient client = SocketClient.open("http", serval, "/talk", "parrot")) {
            assertThat(client.socket().getSubprotocol()).isEqualTo("parrot");
            client.say("hello");
            assertThat(client.next()).isEqualTo("text you said hello");
            client.say(new byte[300_000]);
            assertThat(client.next()).isEqualTo("bytes 300000");
            client.say("bye");
            assertThat(client.next()).isEqualTo("close 1000 bye");
            // Before that line the client's own good-bye may be on its way, and end with it.
            serval.process().awaitLine("talk closed with 1000");
        }
        try (SocketClient client = SocketClient.open("http", serval, "/talk")) {
            client.say("hello");
            assertThat(client.next()).isEqualTo("text you said hello");
        }
        serval.process().awaitLine("talk closed with 1006");
    }

    @Test
    void aHeadHasTheFieldsOfItsPageAndNoBody() {
        assertThat(raw("HEAD /clinic.css HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 200 ")
                .containsPattern("(?i)content-length: [1-9]")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aRequestThatTakesTooLongIsInterrupted() throws Exception {
        assertThat(serval.get("/api/slow?ms=60000").statusCode()).isEqualTo(504);
        serval.process().awaitLine("HARAKIRI on worker 1 core \\d+: GET /api/slow ");
        serval.process().awaitLine("at .*clinic\\.Api\\.slow\\(");
        serval.process().awaitLine("interrupted");
    }
}
