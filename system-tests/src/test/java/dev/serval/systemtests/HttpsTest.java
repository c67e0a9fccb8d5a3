package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpsTest {

    private static final int CONFIG = 3;
    private static final String GET =
            "GET /vars HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n";

    private final Path folder = Serval.emptyFolder();
    private final OpenSsl openssl = new OpenSsl(folder);

    HttpsTest() throws IOException, InterruptedException {
        openssl.selfSigned("one", "one.test");
        openssl.selfSigned("two", "two.test");
    }

    @Test
    void theApplicationSeesThatItIsHttpsAndTheClientThatItStaysSo() throws Exception {
        try (Serval serval = serving("echo.Echo", "127.0.0.1:0,one.pem,one.key", "--hsts", "1d")) {
            HttpResponse<String> answer = get(serval.port("https"), "/a");

            assertThat(answer.body()).contains("\"scheme\": \"https\"");
            assertThat(answer.headers().firstValue("strict-transport-security"))
                    .contains("max-age=86400");
        }
    }

    @Test
    void aClientIsShownTheCertificateOfTheNameItAsksFor() throws Exception {
        try (Serval serval =
                serving(
                        "echo.Echo",
                        "127.0.0.1:0,one.pem,one.key",
                        "--sni",
                        "*.shop.test,two.pem,two.key")) {
            int port = serval.port("https");

            assertThat(openssl.client(port, GET, "-servername www.shop.test")).contains("two.test");
            assertThat(openssl.client(port, GET, "-servername other.test")).contains("one.test");
            assertThat(openssl.client(port, GET, "-noservername")).contains("one.test");
        }
    }

    @Test
    void nothingOlderThanTls12IsSpoken() throws Exception {
        try (Serval serval = serving("echo.Echo", "127.0.0.1:0,one.pem,one.key")) {
            int port = serval.port("https");

            assertThat(openssl.client(port, GET, "-tls1_2")).contains("HTTP/1.1 200");
            assertThat(openssl.client(port, GET, "-tls1_1 -cipher ALL:@SECLEVEL=0"))
                    .doesNotContain("HTTP/1.1");
            assertThat(openssl.client(port, GET, "-tls1_2 -cipher AES128-SHA"))
                    .doesNotContain("HTTP/1.1");
            assertThat(Load.exchange(port, GET)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void theApplicationIsToldWhoAClientHasProvedToBe() throws Exception {
        try (Serval serval =
                teller("127.0.0.1:0,one.pem,one.key,,!two.pem", "--https-export-cert")) {
            int port = serval.port("https");

            assertThat(openssl.client(port, GET, "-cert two.pem -key two.key"))
                    .contains("HTTPS_DN=/O=Shop/CN=two.test")
                    .contains("HTTPS_CC=-----BEGIN CERTIFICATE-----");
            assertThat(openssl.client(port, GET, "")).doesNotContain("HTTP/1.1 200");
            assertThat(openssl.client(port, GET, "-cert one.pem -key one.key"))
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void theJdkStandsInForTheNativeLibrary() throws Exception {
        try (Serval serval =
                serving(
                        "echo.Echo",
                        "127.0.0.1:0,one.pem,one.key",
                        "--router-jvm-opt=-Dio.netty.handler.ssl.noOpenSsl=true")) {
            assertThat(get(serval.port("https"), "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCertificateThatCannotBeUsedEndsTheStart() throws Exception {
        assertThat(failing("--https", "127.0.0.1:0,none.pem,one.key"))
                .contains("--https: none.pem does not exist");
        assertThat(failing("--https", "127.0.0.1:0,one.pem,two.key"))
                .contains("two.key is not the private key of the certificate in one.pem");
        assertThat(failing("--https", "127.0.0.1:0,one.key,one.key"))
                .contains("one.key has no certificate in PEM form");
    }

    @Test
    void ciphersMayBeNamedAndAnUnknownOneEndsTheStart() throws Exception {
        String https = "127.0.0.1:0,one.pem,one.key,ECDHE-ECDSA-AES256-GCM-SHA384";
        try (Serval serval = serving("echo.Echo", https)) {
            int port = serval.port("https");
            assertThat(openssl.client(port, GET, "-tls1_2")).contains("HTTP/1.1 200");
            assertThat(openssl.client(port, GET, "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256"))
                    .doesNotContain("HTTP/1.1 200");
        }
        assertThat(failing("--https", https + ":ECDHE-ECDSA-AES512"))
                .contains("--https: ECDHE-ECDSA-AES512 is no cipher suite for TLS 1.2; there are");
        assertThat(failing("check", "--https", https + ":HIGH")).contains("--https: HIGH is no");
    }

    @Test
    void aPlainRequestIsSentToHttps() throws Exception {
        try (Serval serval =
                serving(
                        "echo.Echo",
                        "127.0.0.1:0,one.pem,one.key",
                        "--http-to-https",
                        "127.0.0.1:0,8443")) {
            int port = serval.port("http-to-https");

            assertThat(Load.exchange(port, "GET /a?b HTTP/1.1\r\nHost: shop.test:80\r\n\r\n"))
                    .startsWith("HTTP/1.1 301 ")
                    .contains("location: https://shop.test:8443/a?b\r\n")
                    .contains("content-length: 0\r\n");
            assertThat(
                            Load.exchange(
                                    port,
                                    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"))
                    .startsWith("HTTP/1.1 308 ");
            assertThat(Load.exchange(port, "GET / HTTP/1.1\r\nHost: a/b@c\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aConnectionTooManyIsClosedOverTlsAndAnsweredWhereHttpIsSpoken() throws Exception {
        try (Serval serval =
                        serving(
                                "echo.Echo",
                                "127.0.0.1:0,one.pem,one.key",
                                "--http-to-https",
                                "127.0.0.1:0",
                                "--http-max-connections",
                                "1");
                HttpClient inside = OpenSsl.trusting(HttpClient.Version.HTTP_1_1)) {
            URI uri = URI.create("https://localhost:" + serval.port("https") + "/");
            inside.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            String redirected = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
            assertThat(Load.exchange(serval.port("http-to-https"), redirected))
                    .startsWith("HTTP/1.1 503 ");
            try (Socket second =
                    new Socket(InetAddress.getLoopbackAddress(), serval.port("https"))) {
                assertThat(second.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void aDeveloperNeedsNoCertificate() throws Exception {
        List<String> options = List.of("--https-dev", "127.0.0.1:0", "--module", "echo.Echo");
        try (Serval serval =
                Serval.run(folder, Map.of(), options.toArray(String[]::new)).awaitServing()) {
            assertThat(get(serval.port("https"), "/").statusCode()).isEqualTo(200);
        }
    }

    private Serval serving(String module, String https, String... more) throws IOException {
        return run(List.of("--module", module), https, more);
    }

    private Serval teller(String https, String... more) throws IOException {
        return run(Serval.testApp("Teller"), https, more);
    }

    private Serval run(List<String> app, String https, String... more) throws IOException {
        List<String> all = new ArrayList<>(app);
        all.addAll(List.of("--https", https));
        all.addAll(List.of(more));
        return Serval.run(folder, Map.of(), all.toArray(String[]::new)).awaitServing();
    }

    private String failing(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--module", "echo.Echo"));
        try (Serval serval = Serval.run(folder, Map.of(), all.toArray(String[]::new))) {
            assertThat(serval.process().awaitExit()).isEqualTo(CONFIG);
            return String.join("\n", serval.process().lines());
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        try (HttpClient client = OpenSsl.trusting(HttpClient.Version.HTTP_1_1)) {
            // A name, not an address: this client sends no server name for an address.
            URI uri = URI.create("https://localhost:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }
}
