package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    /** Apache's combined format. */
    static final Pattern COMBINED =
            Pattern.compile(
                    "(\\S+) - (\\S+) \\[[^]]+] \"(\\S+) (\\S+) (HTTP/\\S+)\" (\\d{3}) (\\d+)"
                            + " \"([^\"]*)\" \"([^\"]*)\"");

    private final Path folder = Files.createTempDirectory("serval-access");
    private final Path file = folder.resolve("access.log");

    AccessLogTest() throws IOException {}

    @Test
    void everyRequestHasOneLineAndNoClientWritesAnother() throws Exception {
        try (Serval serval = logging("combined");
                Load load = Load.mixed(serval.port("http"), "/", 4)) {
            load.awaitAnswered(200);
            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");
            load.end();
            String evil =
                    """
                    GET /?a=" HTTP/1.1\r
                    Host: h\r
                    User-Agent: x"\\\u00e9\r
                    Connection: close\r
                    \r
                    """;
            assertThat(Load.exchange(serval.port("http"), evil)).startsWith("HTTP/1.1 ");
            serval.process().signal("TERM");
            serval.process().awaitExit();

            List<String> lines = Files.readAllLines(file);
            assertThat(lines).allMatch(line -> COMBINED.matcher(line).matches());
            assertThat(lines).hasSize(load.answered() + 1);
            assertThat(lines).anyMatch(line -> line.endsWith(" \"x\\x22\\x5c\\xe9\""));
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void goaccessReadsEveryLine() throws Exception {
        try (Serval serval = logging("combined")) {
            for (int i = 0; i < 20; i++) {
                serval.get("/page?number=" + i);
            }
            serval.process().signal("TERM");
            serval.process().awaitExit();
        }
        Path report = folder.resolve("report.json");
        Process goaccess =
                new ProcessBuilder(
                                "goaccess",
                                file.toString(),
                                "--log-format=COMBINED",
                                "--no-global-config",
                                "--no-progress",
                                "-o",
                                report.toString())
                        .inheritIO()
                        .start();

        assertThat(goaccess.waitFor()).isZero();
        assertThat(Files.readString(report))
                .containsPattern("\"valid_requests\": 20,")
                .containsPattern("\"failed_requests\": 0,");
    }

    @Test
    void aLogThatWasMovedAwayIsBegunAnew() throws Exception {
        try (Serval serval = logging("common")) {
            serval.get("/before");
            awaitLine("GET /before ");
            Path old = Files.move(file, folder.resolve("access.log.1"));

            Awaitility.await("a new file")
                    .atMost(Started.PATIENCE)
                    .until(() -> serval.get("/after").statusCode() == 200 && Files.exists(file));

            awaitLine("GET /after ");
            assertThat(Files.readString(old)).contains("GET /before ");
        }
    }

    @Test
    void onlyFailuresAreWrittenWhereOnlyThoseAreWanted() throws Exception {
        try (Serval serval =
                Serval.serving(
                        "--module", "echo.Echo", "--log-4xx", "--req-logger", "file:" + file)) {
            serval.get("/fine");
            assertThat(Load.exchange(serval.port("http"), "GET /bad HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
            awaitLine("GET /bad ");

            assertThat(Files.readAllLines(file)).hasSize(1);
        }
    }

    @Test
    void aLineTellsTheWorkersMemoryAndTheRequestsId() throws Exception {
        String[] options = {"--access-log=uwsgi", "--memory-report", "--req-id"};
        try (Serval serval =
                Serval.teller(
                        Stream.concat(
                                        Stream.of(options),
                                        Stream.of(
                                                "--http",
                                                "127.0.0.1:0",
                                                "--http-socket",
                                                "127.0.0.1:0"))
                                .toArray(String[]::new))) {
            for (String kind : List.of("http", "http-socket")) {
                URI page = URI.create("http://127.0.0.1:" + serval.port(kind) + "/" + kind);
                String id = Serval.get(page).headers().firstValue("x-request-id").orElse("");

                serval.process()
                        .awaitLine(
                                "^\\{address space usage: \\d{8,} bytes/\\d+MB\\}"
                                        + " \\{rss usage: \\d{8,} bytes/\\d+MB\\} \\[pid: .* GET /"
                                        + kind
                                        + " => .* \""
                                        + id
                                        + "\"$");
                assertThat(id).hasSize(32);
            }
        }
    }

    @Test
    void uwsgisUsualLineNamesTheWorker() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--access-log=uwsgi")) {
            serval.get("/");

            serval.process()
                    .awaitLine(
                            "^\\[pid: %d\\|app: 0\\|req: 1/1] 127\\.0\\.0\\.1 \\(-\\) \\{\\d+ vars in"
                                            .formatted(serval.pid("worker 1", 1))
                                    + " \\d+ bytes} \\[.* 20\\d\\d] GET / => generated \\d+ bytes in"
                                    + " \\d+ msecs \\(HTTP/1\\.1 200\\) \\d+ headers in \\d+ bytes"
                                    + " \\(1 switches on core -\\)$");
        }
    }

    @Test
    void aDiskThatIsFullCostsLinesThatAreCountedAndNoRequest() throws Exception {
        List<String> options = new ArrayList<>(List.of("--http", "127.0.0.1:0", "--module"));
        options.addAll(List.of("echo.Echo", "--access-log=json", "--req-logger", "file:/dev/full"));
        options.addAll(List.of("--http-socket", "127.0.0.1:0", "--stats", "127.0.0.1:0"));
        try (Serval serval =
                Serval.run(folder, Map.of(), options.toArray(String[]::new)).awaitServing()) {
            for (int i = 0; i < 50; i++) {
                assertThat(serval.get("/").statusCode()).isEqualTo(200);
            }
            Serval.get(URI.create("http://127.0.0.1:" + serval.port("http-socket")));
            serval.process()
                    .awaitLine("the access log cannot be written \\(.*\\): \\d+ lines are lost so");
            Awaitility.await("all are counted")
                    .atMost(Started.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(serval.stats())
                                    .containsPattern("\"router\":.*\"access_log_lost\":50,")
                                    .containsPattern("\"access_log_lost\":1,.*\"router\":"));
        }
    }

    @Test
    void aVariableThatThereIsNoneOfEndsTheStart() throws Exception {
        try (Serval serval =
                Serval.run(folder, Map.of(), "--http", "0", "--access-log", "%(statsu)")) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            serval.process()
                    .awaitLine(
                            "`access-log`: there is no variable %\\(statsu\\); did you mean %\\(status\\)\\?$");
        }
    }

    private Serval logging(String format, String... more) throws IOException {
        List<String> options =
                new ArrayList<>(List.of("--module", "echo.Echo", "--access-log", format));
        options.addAll(List.of("--req-logger", "file:" + file));
        options.addAll(List.of(more));
        return Serval.serving(options.toArray(String[]::new));
    }

    private void awaitLine(String part) {
        Awaitility.await(part)
                .atMost(Started.PATIENCE)
                .until(() -> Files.exists(file) && Files.readString(file).contains(part));
    }
}
