package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorPageTest {

    private static final int CONFIG = 3;

    @TempDir private Path folder;

    private static String asked(Serval serval, String method, String path, String fields) {
        return Load.exchange(
                serval.port("http"),
                "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                        .formatted(method, path, fields));
    }

    @Test
    void theRoutersRefusalsHaveTheOperatorsWords() throws Exception {
        Files.writeString(folder.resolve("502.html"), "<h1>back soon</h1>");
        Files.writeString(folder.resolve("502.json"), "{\"error\": \"back soon\"}");
        Files.writeString(folder.resolve("404.html"), "<h1>nowhere</h1>");
        try (ReservedPort nobody = new ReservedPort();
                Serval serval = withPages("127.0.0.1:" + nobody.number())) {
            assertThat(asked(serval, "GET", "/", ""))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("content-type: text/html; charset=utf-8\r\n")
                    .endsWith("\r\n\r\n<h1>back soon</h1>");
            assertThat(asked(serval, "GET", "/", "Accept: application/json, */*;q=0.5\r\n"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("content-type: application/json\r\n")
                    .endsWith("{\"error\": \"back soon\"}");
            assertThat(asked(serval, "HEAD", "/", ""))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("content-length: 18\r\n")
                    .endsWith("\r\n\r\n");
            assertThat(asked(serval, "GET", "/s/none", ""))
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("<h1>nowhere</h1>");
            assertThat(asked(serval, "DELETE", "/s/404.html", ""))
                    .startsWith("HTTP/1.1 405 ")
                    .endsWith("files are only read\n");
        }
    }

    private Serval withPages(String backend) throws IOException {
        return Serval.run(
                        folder,
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--http-to",
                        backend,
                        "--static-map",
                        "/s=" + folder,
                        "--error-page",
                        "502=502.html",
                        "--error-page",
                        "502=502.json",
                        "--error-page-404",
                        "404.html")
                .awaitServing();
    }

    @Test
    void theApplicationsAnswersStayAsTheyAre() throws Exception {
        Files.writeString(folder.resolve("404.html"), "<h1>nowhere</h1>");
        try (Serval serval =
                Serval.teller(
                        "--http",
                        "127.0.0.1:0",
                        "--error-page",
                        "404=" + folder.resolve("404.html"))) {
            assertThat(asked(serval, "GET", "/missing", ""))
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("not here\n");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aRefusalToHeadHasNoBody(HttpClient.Version version) throws Exception {
        new OpenSsl(folder).selfSigned("one", "localhost");
        List<String> options = new ArrayList<>(Serval.testApp("Teller"));
        options.addAll(List.of("--https", "127.0.0.1:0,one.pem,one.key"));
        try (Serval serval =
                        Serval.run(folder, Map.of(), options.toArray(String[]::new))
                                .awaitServing();
                HttpClient client = OpenSsl.trusting(version)) {
            URI uri = URI.create("https://localhost:" + serval.port("https") + "/");
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(uri).HEAD().header("X_Y", "1").build(),
                            BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aPageThatIsNotThereIsAMistake() throws Exception {
        List<String> options = new ArrayList<>(Serval.testApp("Teller"));
        options.addAll(List.of("--http", "127.0.0.1:0", "--error-page", "502=/none/502.html"));
        try (Serval serval = Serval.run(folder, Map.of(), options.toArray(String[]::new))) {
            assertThat(serval.process().awaitExit()).isEqualTo(CONFIG);
            assertThat(serval.process().lines())
                    .contains("serval: --error-page: /none/502.html is not there, or is no file");
        }
    }
}
