package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http3.Http3Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a client of HTTP/3 is served. */
class Http3Test {

    private static final int USAGE = 2;
    private static final int LARGE = 5_000_000;

    private final Path folder = Serval.emptyFolder();
    private final OpenSsl openssl = new OpenSsl(folder);

    Http3Test() throws IOException, InterruptedException {
        openssl.selfSigned("one", "one.test");
        openssl.selfSigned("two", "two.test");
    }

    @Test
    void anApplicationIsServedAndSeesTheProtocol() throws Exception {
        try (Serval serval = echo();
                Http3Client client = Http3Client.to(serval.port("https"))) {
            Http3Answer answer = client.get("/a?b=c");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains(
                            "\"proto\": \"HTTP/3.0\"", "\"scheme\": \"https\"", "\"path\": \"/a\"");
            assertThat(answer.field("x-request-id")).isNotEqualTo("null");
        }
    }

    @Test
    void bodiesArriveWholeInBothDirections() throws Exception {
        try (Serval serval = echo();
                Http3Client client = Http3Client.to(serval.port("https"))) {
            assertThat(client.post("/up", new byte[LARGE]).body())
                    .contains("\"body_len\": " + LARGE);
            assertThat(client.get("/bytes?n=" + LARGE).bytes()).isEqualTo(LARGE);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsNoCoreAndGetsItAllInTheEnd() throws Exception {
        try (Serval serval = echo("--threads", "1", "--http", "127.0.0.1:0");
                Http3Client client = Http3Client.to(serval.port("https"))) {
            Http3Answer slow = client.beginWithoutReading(client.head("GET", "/bytes?n=" + LARGE));

            Awaitility.await().atMost(Started.PATIENCE).until(() -> inTime(client.get("/")));
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            slow.readOn();
            assertThat(slow.await().bytes()).isEqualTo(LARGE);
        }
    }

    private static boolean inTime(Http3Answer answer) {
        return answer.status() == 200;
    }

    @Test
    void aHeadTooLargeIsAnswered431AndOneBeyondMeasureEndsTheConnection() throws Exception {
        try (Serval serval = echo("--http-max-headers-size", "4k");
                Http3Client client = Http3Client.to(serval.port("https"))) {
            assertThat(client.with(Map.of("x-long", "a".repeat(5000)), "/").status())
                    .isEqualTo(431);
            assertThat(client.get("/").status()).isEqualTo(200);

            assertThatThrownBy(() -> client.with(Map.of("x-long", "a".repeat(9000)), "/"));
            client.awaitEnd();
        }
    }

    @Test
    void aMalformedHeadEndsItsStreamAndNoOther() throws Exception {
        try (Serval serval = echo();
                Http3Client client = Http3Client.to(serval.port("https"))) {
            List<Http3Headers> malformed =
                    List.of(
                            client.head("GET", "/").add("X-Upper", "a"),
                            client.head("GET", "/").add("transfer-encoding", "chunked"),
                            client.head("GET", "/").add("upgrade", "websocket"),
                            client.head("GET", "/").add("te", "gzip"),
                            client.head("GET", "/").add("host", "other.test"),
                            client.head("GET", "no-slash"),
                            client.head("GET", "/").add(":path", "/two"),
                            client.head("CONNECT", "/").add(":protocol", "websocket"),
                            client.head("POST", "/").add("content-length", "5"));
            for (Http3Headers head : malformed) {
                assertThatThrownBy(() -> client.begin(head, new byte[0]).await())
                        .as("%s", head)
                        .isNotInstanceOf(java.util.concurrent.TimeoutException.class);
            }
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void aClientIsShownTheCertificateOfTheNameItAsksFor() throws Exception {
        try (Serval serval = echo("--sni", "*.shop.test,two.pem,two.key")) {
            int port = serval.port("https");
            try (Http3Client named = Http3Client.to(port, "www.shop.test");
                    Http3Client other = Http3Client.to(port, "other.test")) {
                assertThat(named.serverName()).contains("two.test");
                assertThat(other.serverName()).contains("one.test");
            }
        }
    }

    @Test
    void newCertificatesAreShownWithoutARestart() throws Exception {
        openssl.selfSigned("live", "old.test");
        try (Serval serval = serving(List.of("--module", "echo.Echo"), "live")) {
            int port = serval.port("https");
            try (Http3Client before = Http3Client.to(port)) {
                assertThat(before.serverName()).contains("old.test");
                openssl.selfSigned("live", "new.test");
                serval.process().awaitLine("certificates read again");

                assertThat(before.get("/").status()).isEqualTo(200);
            }
            try (Http3Client after = Http3Client.to(port)) {
                assertThat(after.serverName()).contains("new.test");
            }
        }
    }

    @Test
    void theApplicationIsToldWhoAClientHasProvedToBe() throws Exception {
        List<String> options = new ArrayList<>(Serval.testApp("Teller"));
        options.addAll(
                List.of(
                        "--https",
                        "127.0.0.1:0,one.pem,one.key,,!two.pem",
                        "--http3",
                        "--https-export-cert"));
        try (Serval serval =
                Serval.run(folder, Map.of(), options.toArray(String[]::new)).awaitServing()) {
            int port = serval.port("https");
            try (Http3Client client =
                    Http3Client.showing(
                            port, folder.resolve("two.pem"), folder.resolve("two.key"))) {
                assertThat(client.get("/vars").body())
                        .contains("HTTPS_DN=/O=Shop/CN=two.test")
                        .contains("HTTPS_CC=-----BEGIN CERTIFICATE-----");
            }
            assertThatThrownBy(
                            () -> {
                                try (Http3Client nobody = Http3Client.to(port)) {
                                    nobody.get("/");
                                }
                            })
                    .isNotInstanceOf(AssertionError.class);
        }
    }

    @Test
    void clientsOfTheOtherVersionsAreToldOfIt() throws Exception {
        openssl.selfSigned("local", "localhost");
        try (Serval serval = echo();
                HttpClient two = OpenSsl.trusting(HttpClient.Version.HTTP_2);
                HttpClient one = OpenSsl.trusting(HttpClient.Version.HTTP_1_1)) {
            int port = serval.port("https");
            URI uri = URI.create("https://localhost:" + port + "/");
            for (HttpClient client : List.of(one, two)) {
                var answer =
                        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

                assertThat(answer.headers().firstValue("alt-svc"))
                        .contains("h3=\":%d\"; ma=86400".formatted(port));
            }
        }
    }

    @Test
    void aConnectionTooManyIsRefused() throws Exception {
        try (Serval serval = echo("--http-max-connections", "1");
                Http3Client inside = Http3Client.to(serval.port("https"))) {
            assertThat(inside.get("/").status()).isEqualTo(200);

            assertThat(Http3Client.isServed(serval.port("https"))).isFalse();
            serval.process().awaitLine("--http-max-connections are open; more are refused");
        }
    }

    @Test
    void itNeedsHttpsOnAPortOfTcp() throws Exception {
        assertThat(failing("--http", "127.0.0.1:0", "--http3"))
                .contains("--http3 is for HTTPS on a TCP port");
        assertThat(failing("check", "--http3", "--https", "/tmp/none.sock,one.pem,one.key"))
                .contains("--http3 is for HTTPS on a TCP port");
        assertThat(
                        failing(
                                "--http3",
                                "--https",
                                "127.0.0.1:0,one.pem,one.key",
                                "--http-proxy-protocol",
                                "--trusted-proxy",
                                "127.0.0.1"))
                .contains("leave one of them out");
    }

    private String failing(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--module", "echo.Echo"));
        try (Serval serval = Serval.run(folder, Map.of(), all.toArray(String[]::new))) {
            assertThat(serval.process().awaitExit()).isEqualTo(USAGE);
            return String.join("\n", serval.process().lines());
        }
    }

    private Serval echo(String... more) throws IOException {
        return serving(List.of("--module", "echo.Echo"), "one", more);
    }

    private Serval serving(List<String> app, String certificate, String... more)
            throws IOException {
        List<String> all = new ArrayList<>(app);
        all.addAll(List.of("--https", "127.0.0.1:0,%1$s.pem,%1$s.key".formatted(certificate)));
        all.add("--http3");
        all.addAll(List.of(more));
        return Serval.run(folder, Map.of(), all.toArray(String[]::new)).awaitServing();
    }
}
