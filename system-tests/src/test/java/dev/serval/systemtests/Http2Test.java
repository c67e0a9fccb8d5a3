package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Http2Test {

    private static final int LARGE = 3_000_000;

    @Test
    void aClientThatOffersHttp2IsServedIt() throws Exception {
        Path folder = Serval.emptyFolder();
        new OpenSsl(folder).selfSigned("one", "localhost");
        try (Serval serval =
                        Serval.run(
                                        folder,
                                        Map.of(),
                                        "--https",
                                        "127.0.0.1:0,one.pem,one.key",
                                        "--module",
                                        "echo.Echo")
                                .awaitServing();
                HttpClient client = OpenSsl.trusting(HttpClient.Version.HTTP_2)) {
            URI uri = URI.create("https://localhost:" + serval.port("https") + "/up");
            HttpResponse<String> answer = client.send(posting(uri), BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body())
                    .contains("\"proto\": \"HTTP/2.0\"", "\"body_len\": " + LARGE)
                    .contains("\"scheme\": \"https\"");
        }
    }

    @Test
    void priorKnowledgeIsEnoughWithoutTls() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo")) {
            String uri = serval.uri("/bytes?n=" + LARGE).toString();

            assertThat(
                            curl(
                                    "--http2-prior-knowledge",
                                    "-w",
                                    "%{http_version} %{size_download}",
                                    uri))
                    .endsWith("2 " + LARGE);
            assertThat(curl("--http1.1", "-w", "%{http_version}", serval.uri("/").toString()))
                    .endsWith("1.1");
        }
    }

    @Test
    void streamsOfOneConnectionShareTheWorkersCores() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--threads", "2")) {
            String said =
                    command(List.of("h2load", "-n2000", "-c2", "-m50", serval.uri("/").toString()));

            assertThat(said).contains("2000 succeeded, 0 failed, 0 errored, 0 timeout");
        }
    }

    @Test
    void aRequestUnderWayIsFinishedWhenTheServerEnds() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--stats", "127.0.0.1:0")) {
            String slow = serval.uri("/sleep?ms=2000").toString();
            CompletableFuture<String> answer =
                    CompletableFuture.supplyAsync(
                            () -> curlUnchecked("--http2-prior-knowledge", slow));
            org.awaitility.Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> serval.stats().contains("\"busy\""));
            serval.process().signal("TERM");

            assertThat(answer.get()).contains("\"path\": \"/sleep\"");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    private static HttpRequest posting(URI uri) {
        return HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofByteArray(new byte[LARGE]))
                .build();
    }

    private static String curlUnchecked(String... options) {
        try {
            return curl(options);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String curl(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-m", "60"));
        command.addAll(List.of(options));
        return command(command);
    }

    private static String command(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
