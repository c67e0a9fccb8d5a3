package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopTest {

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aStopFinishesWhatRunsAndLeavesNothingBehind(String signal) throws Exception {
        Path folder = Serval.emptyFolder();
        Path socket = Files.createTempDirectory("serval-stop").resolve("app.sock");
        try (Serval serval =
                Serval.run(
                                folder,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "--socket",
                                socket.toString(),
                                "--module",
                                "echo.Echo",
                                "-p",
                                "2")
                        .awaitServing()) {
            List<ProcessHandle> family = serval.process().handle().descendants().toList();
            var slow = CompletableFuture.supplyAsync(() -> sleep(serval));
            awaitBusy(serval);

            serval.process().signal(signal);

            assertThat(slow.get()).startsWith("HTTP/1.1 200");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(family).noneMatch(Started::runs);
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--stats", "127.0.0.1:0")) {
            var slow = CompletableFuture.supplyAsync(() -> sleepLong(serval));
            awaitBusy(serval);

            serval.process().signal("TERM");
            serval.process().awaitLine("SIGTERM received");
            serval.process().signal("TERM");

            serval.process().awaitExit();
            assertThat(slow.get()).doesNotContain("\"echo\"");
        }
    }

    @Test
    void whoStaysForAWhileIsNotReadyAndServesOn() throws Exception {
        Path fifo = Files.createTempDirectory("serval-stop").resolve("fifo");
        try (Serval serval = staying("1h", "--master-fifo", fifo.toString())) {
            assertThat(ready(serval)).isEqualTo(200);

            serval.process().signal("TERM");

            Awaitility.await("not ready")
                    .atMost(Started.PATIENCE)
                    .until(() -> ready(serval) == 503);
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            var slow = CompletableFuture.supplyAsync(() -> sleep(serval));
            awaitBusy(serval);
            Files.writeString(fifo, "q");

            assertThat(slow.get()).startsWith("HTTP/1.1 200");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    @Test
    void itsStayEndsByItself() throws Exception {
        try (Serval serval = staying("300ms")) {
            serval.process().signal("TERM");

            serval.process().awaitLine("not ready any more; serving on for 300 ms");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    private static Serval staying(String delay, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        options.addAll(List.of("--module", "echo.Echo"));
        options.addAll(List.of("--stats", "127.0.0.1:0", "--drain-delay", delay));
        options.addAll(List.of(more));
        return Serval.uncached(Serval.emptyFolder(), options).awaitServing();
    }

    private static int ready(Serval serval) throws Exception {
        return Serval.get(URI.create("http://127.0.0.1:" + serval.port("stats") + "/-/ready"))
                .statusCode();
    }

    private static String sleep(Serval serval) {
        return Load.exchange(
                serval.port("http"), "GET /sleep?ms=1500 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static String sleepLong(Serval serval) {
        try {
            return Load.exchange(
                    serval.port("http"), "GET /sleep?ms=50000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        } catch (java.io.UncheckedIOException e) {
            return "";
        }
    }

    private static void awaitBusy(Serval serval) {
        Awaitility.await("a busy core")
                .atMost(Started.PATIENCE)
                .until(() -> serval.stats().contains("\"in_request\":1"));
    }
}
