package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionServedTest {

    private static final String[] ALWAYS = {"--compress", "gzip,br,zstd", "--compress-min", "0"};

    private static String plain(InputStream body) throws IOException {
        try (InputStream in = new GZIPInputStream(body)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static String asked(Serval serval, String method, String version, String accept) {
        return Load.exchange(
                serval.port("http"),
                "%s /a HTTP/%s\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: %s\r\n\r\n"
                        .formatted(method, version, accept));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void anAnswerIsCompressedForAClientThatTakesIt(HttpClient.Version version) throws Exception {
        Path certificates = Serval.emptyFolder();
        new OpenSsl(certificates).selfSigned("one", "localhost");
        List<String> options = new ArrayList<>(Serval.testApp("Teller"));
        options.addAll(List.of("--https", "127.0.0.1:0,one.pem,one.key"));
        options.addAll(List.of(ALWAYS));
        try (Serval serval =
                        Serval.run(certificates, Map.of(), options.toArray(String[]::new))
                                .awaitServing();
                HttpClient client = OpenSsl.trusting(version)) {
            URI uri = URI.create("https://localhost:" + serval.port("https") + "/a");
            HttpRequest request =
                    HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip").build();
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
            assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            assertThat(plain(answer.body())).contains("accept-encoding=gzip");
        }
    }

    @Test
    void aClientOfHttp10SeesItsEndByTheEndOfTheConnection() throws Exception {
        try (Serval serval = Serval.teller(with("--http", "127.0.0.1:0"))) {
            String answer = asked(serval, "GET", "1.0", "gzip");
            int body = answer.indexOf("\r\n\r\n") + 4;

            assertThat(answer.substring(0, body))
                    .containsIgnoringCase("content-encoding: gzip")
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("transfer-encoding");
            assertThat(plain(new ByteArrayInputStream(answer.substring(body).getBytes(ISO_8859_1))))
                    .contains("accept-encoding=gzip");
            assertThat(asked(serval, "HEAD", "1.1", "br"))
                    .containsIgnoringCase("content-encoding: br")
                    .doesNotContainIgnoringCase("content-length")
                    .endsWith("\r\n\r\n");
            assertThat(asked(serval, "GET", "1.1", "gzip;q=0"))
                    .containsIgnoringCase("vary: accept-encoding")
                    .containsIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("content-encoding:");
        }
    }

    private static String[] with(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(ALWAYS));
        return all.toArray(String[]::new);
    }

    @Test
    void whatIsSaidSoFarArrivesBeforeTheRest() throws Exception {
        try (Serval serval = Serval.teller(with("--http", "127.0.0.1:0"));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(serval.uri("/parts"))
                            .header("Accept-Encoding", "gzip")
                            .build();
            try (InputStream body =
                    new GZIPInputStream(
                            client.send(request, BodyHandlers.ofInputStream()).body())) {
                assertThat(new String(body.readNBytes(6), UTF_8)).isEqualTo("first\n");
                serval.get("/release");
                assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo("second\n");
            }
        }
    }

    @Test
    void nothingIsCompressedUnlessAsked() throws Exception {
        try (Serval serval = Serval.teller("--http", "127.0.0.1:0")) {
            assertThat(asked(serval, "GET", "1.1", "gzip, br, zstd"))
                    .doesNotContainIgnoringCase("content-encoding:")
                    .doesNotContainIgnoringCase("vary:");
        }
    }
}
