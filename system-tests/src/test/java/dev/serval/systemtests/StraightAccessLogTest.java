package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Lines for requests that no router of ours has seen. */
class StraightAccessLogTest {

    private static final String FORMAT =
            "%(method) %(uri) %(proto) %(status) %(rsize) %(cl) %(whole) %(addr)";

    private final Path file = Files.createTempDirectory("serval-straight").resolve("access.log");

    StraightAccessLogTest() throws IOException {}

    @Test
    void aRequestHasOneLineWhicheverWayItCame() throws Exception {
        try (Serval serval = logging(FORMAT)) {
            serval.get("/router");
            Serval.get(straight(serval, "/straight?a=b"));
            String answer = Load.exchange(serval.port("http-socket"), "GET /bad HTTP/1.1\r\n\r\n");
            assertThat(Packet.exchange(serval.port("uwsgi"), Packet.get("/packet")))
                    .contains("200");
            RelayPromises.sendChunked(straight(serval, "/body"), new byte[1000]);

            assertThat(lines(serval))
                    .hasSize(5)
                    .anyMatch(line -> line.matches("GET /router HTTP/1.1 200 \\d+ 0 \\+ 127.0.0.1"))
                    .anyMatch(line ->
                            line.matches("GET /straight\\?a=b HTTP/1.1 200 \\d+ 0 \\+ 127.0.0.1"))
                    .contains(
                            "GET /bad HTTP/1.1 400 %d 0 + 127.0.0.1"
                                    .formatted(answer.split("\r\n\r\n", 2)[1].length()))
                    .anyMatch(line -> line.matches("GET /packet HTTP/1.1 200 \\d+ 0 \\+ -"))
                    .anyMatch(line ->
                            line.matches("POST /body HTTP/1.1 200 \\d+ 1000 \\+ 127.0.0.1"));
        }
    }

    @Test
    void nothingIsMixedOrMissingWhereAllCoresOfAllWorkersWrite() throws Exception {
        try (Serval serval = logging("combined", "-p", "2");
                Load load = Load.mixed(serval.port("http-socket"), "/", 8)) {
            load.awaitAnswered(500);
            load.end();
            List<String> lines = lines(serval);

            assertThat(lines).allMatch(line -> AccessLogTest.COMBINED.matcher(line).matches());
            assertThat(lines).hasSize(load.answered());
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void uwsgisRouterIsAPeerLikeAnyOther() throws Exception {
        try (Serval serval = logging(FORMAT);
                Uwsgi uwsgi = Uwsgi.before(serval.port("uwsgi"))) {
            Serval.get(uwsgi.uri("/peer"));

            assertThat(lines(serval))
                    .singleElement()
                    .asString()
                    .matches("GET /peer HTTP/1.1 200 \\d+ 0 \\+ 127.0.0.1");
        }
    }

    @Test
    void anAnswerThatNobodyReadsToItsEndIsMarked() throws Exception {
        List<String> options = new ArrayList<>(Serval.testApp("Counting"));
        options.addAll(List.of("--http-socket", "127.0.0.1:0", "--access-log", FORMAT));
        options.addAll(List.of("--req-logger", "file:" + file));
        try (Serval serval =
                Serval.run(Serval.emptyFolder(), Map.of(), options.toArray(String[]::new))
                        .awaitServing()) {
            try (RawSocket leaving = new RawSocket(serval.port("http-socket"))) {
                leaving.say("GET /long HTTP/1.1\r\nHost: h\r\n\r\n");
                leaving.head();
            }
            Awaitility.await("a line")
                    .atMost(Started.PATIENCE)
                    .until(() -> Files.readString(file).contains("GET /long HTTP/1.1 200 "));

            assertThat(Files.readString(file)).contains(" 0 X 127.0.0.1");
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedByWhoeverCannotStart() throws Exception {
        String fault = " 1 .*: the access log cannot be opened: /nowhere/access.log \\(No such";
        try (Serval serval = unwritable("--http-socket")) {
            serval.process().awaitLine("worker" + fault);

            assertThat(serval.process().awaitExit()).isNotZero();
        }
        try (Serval serval = unwritable("--http")) {
            serval.process().awaitLine("router" + fault);
        }
    }

    private static Serval unwritable(String listener) throws IOException {
        return Serval.run(
                Serval.emptyFolder(),
                Map.of(),
                listener,
                "127.0.0.1:0",
                "--module",
                "echo.Echo",
                "--access-log=common",
                "--req-logger",
                "file:/nowhere/access.log");
    }

    private Serval logging(String format, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--module", "echo.Echo"));
        options.addAll(List.of("--socket", "127.0.0.1:0", "--http-socket", "127.0.0.1:0"));
        options.addAll(List.of("--access-log", format, "--req-logger", "file:" + file));
        options.addAll(List.of(more));
        return Serval.serving(options.toArray(String[]::new));
    }

    private static URI straight(Serval serval, String path) {
        return URI.create("http://127.0.0.1:" + serval.port("http-socket") + path);
    }

    /** All of them, once the server has ended. */
    private List<String> lines(Serval serval) throws IOException, InterruptedException {
        serval.process().signal("TERM");
        serval.process().awaitExit();
        return Files.readAllLines(file);
    }
}
