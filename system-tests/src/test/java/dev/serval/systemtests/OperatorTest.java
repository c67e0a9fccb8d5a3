package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of the statistics who may give commands. */
class OperatorTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final int CONFIG = 3;

    @TempDir private Path folder;

    @Test
    void whoKnowsTheTokenReloadsAndScales() throws Exception {
        try (Serval serval = serving(TOKEN)) {
            assertThat(ask(serval, TOKEN, "workers add")).startsWith("HTTP/1.1 200 ");
            serval.process().awaitLine("worker 2 \\(pid: \\d+\\) ready");
            assertThat(ask(serval, TOKEN, "reload")).endsWith("\r\n\r\ngeneration 2 serves\n");
            assertThat(ask(serval, TOKEN, "threads 1")).contains("\"Reference Handler\"");
            assertThat(ask(serval, TOKEN, "threads 7"))
                    .startsWith("HTTP/1.1 409 ")
                    .endsWith("there is no worker `7`\n");
            assertThat(ask(serval, TOKEN, "status-json")).contains("\"workers\":[{\"id\":1,");
        }
    }

    @Test
    void nobodyElseDoes() throws Exception {
        try (Serval serval = serving(TOKEN)) {
            assertThat(ask(serval, TOKEN + "0", "reload"))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("www-authenticate: Bearer\r\n");
            assertThat(ask(serval, TOKEN + "\r\nOrigin: http://evil.example", "reload"))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(ask(serval, TOKEN, "stop")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(serval, TOKEN, "workers kill 1")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(serval, TOKEN, "reload" + " ".repeat(5000) + "x"))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            assertThat(serval.process().lines()).noneMatch(line -> line.contains("generation 2"));
        }
    }

    @Test
    void withoutATokenThereIsNothingToChange() throws Exception {
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--stats", "127.0.0.1:0", "--stats-http")) {
            assertThat(ask(serval, "", "reload")).startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void aTokenThatIsNoneIsRefusedAtTheStart() throws Exception {
        try (Serval serval = start("short")) {
            assertThat(serval.process().awaitExit()).isEqualTo(CONFIG);
            assertThat(serval.process().lines())
                    .anyMatch(line -> line.contains("token has no token, which is one line of 16"))
                    .noneMatch(line -> line.contains("short"));
        }
    }

    private Serval serving(String token) throws IOException {
        return start(token).awaitServing();
    }

    private Serval start(String token) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), token + "\n");
        return Serval.run(
                Serval.emptyFolder(),
                Map.of(),
                "--http",
                "127.0.0.1:0",
                "--module",
                "echo.Echo",
                "--stats",
                "127.0.0.1:0",
                "--stats-http",
                "--stats-token-file",
                file.toString());
    }

    private static String ask(Serval serval, String token, String line) {
        return Load.exchange(
                serval.port("stats"),
                "POST /command HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(token, line.length(), line));
    }
}
