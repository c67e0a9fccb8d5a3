package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ServingTest {

    private static final Pattern PID = Pattern.compile("pid\\D{0,20}(\\d+)");

    @Test
    void theReadmesCommandServesAPageThatNamesAWorker() throws Exception {
        try (Serval serval = Serval.serving("--module", "catserve.CatServe", "-p", "2")) {
            var page = serval.get("/");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type")).get().asString().contains("html");
            assertThat(pid(page.body())).isIn(serval.pid("worker 1", 1), serval.pid("worker 2", 1));
        }
    }

    @Test
    void theWorkersShareTheConnectionsAboutEvenly() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "-p", "2")) {
            int port = serval.port("http");
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < 1000; i++) {
                String answer =
                        Load.exchange(
                                port,
                                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                seen.merge(jsonNumber(answer, "pid"), 1, Integer::sum);
            }

            assertThat(seen).hasSize(2);
            assertThat(seen.values()).allMatch(n -> n > 300);
        }
    }

    @Test
    void whileOneClientWaitsTheOtherWorkerServesTheRest() throws Exception {
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "-p",
                        "2",
                        "--threads",
                        "1",
                        "--stats",
                        "127.0.0.1:0")) {
            var slow = CompletableFuture.supplyAsync(() -> body(serval, "/sleep?ms=8000"));
            Awaitility.await("a busy core")
                    .atMost(Started.PATIENCE)
                    .until(() -> serval.stats().contains("\"in_request\":1"));
            Set<String> others = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                others.add(jsonNumber(body(serval, "/"), "pid"));
            }

            assertThat(slow).isNotDone();
            assertThat(others).hasSize(1).doesNotContain(jsonNumber(slow.get(), "pid"));
        }
    }

    private static String body(Serval serval, String path) {
        try {
            return serval.get(path).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long pid(String page) {
        Matcher matcher = PID.matcher(page.replaceAll("<[^>]*>", ""));
        assertThat(matcher.find()).as("a pid in %s", page).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    static String jsonNumber(String json, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\": ?(\\d+)").matcher(json);
        assertThat(matcher.find()).as("%s in %s", field, json).isTrue();
        return matcher.group(1);
    }
}
