package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                Serval serval =
                        Serval.run(
                                        folder,
                                        Map.of(),
                                        "--http",
                                        "127.0.0.1:0",
                                        "--http-to",
                                        "127.0.0.1:" + nobody.number(),
                                        "--static-map",
                                        "/s=" + folder,
                                        "--error-page",
                                        "502=502.html",
                                        "--error-page",
                                        "502=502.json",
                                        "--error-page-404",
                                        "404.html")
                                .awaitServing()) {
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
