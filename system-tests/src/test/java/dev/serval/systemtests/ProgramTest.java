package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that listen on HTTP themselves, as workers. */
class ProgramTest {

    private static Path jar;

    @BeforeAll
    static void makeAJar() throws IOException {
        jar = TestJar.web();
    }

    private static Serval start(Path folder, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        all.addAll(List.of(options));
        return Serval.uncached(folder, all).awaitServing();
    }

    private static Serval web(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--jar", jar.toString()));
        all.addAll(List.of(options));
        return start(Serval.emptyFolder(), all.toArray(String[]::new));
    }

    @Test
    void aJarIsAWorkerThatIsToldItsPortAndItsNumber() throws Exception {
        try (Serval serval = web("--stats", "127.0.0.1:0")) {
            Matcher started =
                    serval.process()
                            .awaitLine("^worker 1 \\(pid: (\\d+)\\) is `.*web.jar`, port (\\d+)$");
            HttpResponse<String> page = serval.get("/cat?a=b");

            assertThat(page.body())
                    .isEqualTo(
                            "GET /cat?a=b, 0 bytes, process %s, port %s, worker 1"
                                    .formatted(started.group(1), started.group(2)));
            serval.process().awaitLine("^\\[worker 1\\] listening on " + started.group(2) + "$");
            serval.process().awaitLine("^\\{\"level\": \"info\"}$");
            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(serval.stats())
                                    .contains("\"pid\":" + started.group(1))
                                    .contains("\"requests\":1,\"delta_requests\"")
                                    .contains("\"backend\":\"worker 1\""));
        }
    }

    @Test
    void anyCommandIsAWorker() throws Exception {
        Path folder = Serval.emptyFolder();
        Files.writeString(folder.resolve("page.txt"), "a page");
        try (Serval serval =
                start(folder, "--program", "python3 -m http.server --bind 127.0.0.1 {port}")) {
            assertThat(serval.get("/page.txt").body()).isEqualTo("a page");
            assertThat(serval.get("/none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aBodyOfAnyFormIsPassedOn() throws Exception {
        try (Serval serval = web()) {
            String head = "POST /in HTTP/1.1\r\nHost: cat\r\nConnection: close\r\n";
            String body = "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
            assertThat(Load.exchange(serval.port("http"), head + body))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("POST /in, 5 bytes");
        }
    }

    @Test
    void oneThatIsKilledIsStartedAgainWhileTheOthersServe() throws Exception {
        try (Serval serval = web("-p", "2");
                Load load = Load.on(serval.port("http"), "/", 4)) {
            load.awaitAnswered(100);
            Started.signal(serval.pid("worker 1", 1), "KILL");
            serval.awaitReady("worker 1", serval.pid("worker 1", 2));
            load.awaitMore(100);
            load.end();

            // Of those that it was answering.
            assertThat(load.failures()).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void aReloadUnderLoadFailsNoRequest() throws Exception {
        try (Serval serval = web("-p", "2");
                Load load = Load.mixed(serval.port("http"), "/", 4)) {
            load.awaitAnswered(100);
            for (int generation = 2; generation < 5; generation++) {
                serval.process().signal("HUP");
                serval.process().awaitLine("^reload: generation " + generation + " serves");
                load.awaitMore(100);
            }
            serval.process()
                    .awaitLine("worker 1 \\(pid: " + serval.pid("worker 1", 1) + "\\) is gone");
            load.end();

            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void itServesOnceItsPathIsWell() throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval serval =
                Serval.uncached(
                        folder,
                        List.of(
                                "--http",
                                "127.0.0.1:0",
                                "--jar",
                                jar.toString(),
                                "--program-ready",
                                "/health"))) {
            serval.process().awaitLine("listening on");
            assertThat(serval.process().lines()).noneMatch(line -> line.startsWith("serving"));

            Files.createFile(folder.resolve("well"));
            serval.awaitServing();
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestThatTakesTooLongIsAnsweredAndItsProcessReplaced() throws Exception {
        try (Serval serval = web("--harakiri", "1", "--worker-reload-mercy", "2")) {
            assertThat(serval.get("/stuck").statusCode()).isEqualTo(504);
            serval.process()
                    .awaitLine(
                            "worker 1 \\(pid: \\d+\\) has a request that takes too long: replacing it");
            serval.process().awaitLine("worker 1 \\(pid: \\d+\\) is gone");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void itEndsWithTheServer() throws Exception {
        try (Serval serval = web("-p", "2")) {
            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(serval.process().lines())
                    .filteredOn(line -> line.contains("is gone"))
                    .anyMatch(line -> line.matches("worker 2 .*killed by signal 15"));
        }
    }

    @Test
    void itEndsWhenTheMasterIsKilled() throws Exception {
        // What it has started goes with it.
        try (Serval serval =
                start(
                        Serval.emptyFolder(),
                        "--program",
                        "sh -c \"trap : TERM; python3 -m http.server --bind 127.0.0.1 $PORT & while :; do wait; done\"")) {
            ProcessHandle program = ProcessHandle.of(serval.pid("worker 1", 1)).orElseThrow();
            List<ProcessHandle> family = new ArrayList<>(program.descendants().toList());
            family.add(program);
            assertThat(family).hasSize(2);
            serval.process().signal("KILL");

            Awaitility.await()
                    .atMost(Started.PATIENCE)
                    .until(() -> family.stream().noneMatch(Started::runs));
        }
    }
}
