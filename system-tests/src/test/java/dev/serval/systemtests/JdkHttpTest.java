package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same program started by {@code java}, and under Serval. */
class JdkHttpTest {

    private static final String CREDENTIALS = "Authorization: Basic Y2F0OnB1cnI=\r\n";

    private static ReservedPort port;
    private static Started alone;
    private static Serval serval;

    @BeforeAll
    static void startBoth() throws IOException {
        Path classes = UserSource.compiled("/jdkhttp/Program.java");
        Files.writeString(
                Files.createDirectory(classes.resolve("public")).resolve("page.txt"), "a file");
        port = new ReservedPort();
        alone =
                Started.command(
                        classes,
                        Map.of(),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "Program",
                                Integer.toString(port.number())));
        serval =
                Serval.run(
                                classes,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--jdk-http",
                                "Program 8123",
                                "-p",
                                "2")
                        .awaitServing();
        alone.awaitLine("listening on");
    }

    @AfterAll
    static void endBoth() throws IOException {
        serval.close();
        alone.close();
        port.close();
    }

    private static String ask(int at, String row) {
        String request = row.contains("\r\n") ? row : row + " HTTP/1.1\r\n";
        String body = row.startsWith("POST") ? "hello" : "";
        return Load.exchange(at, request + "Host: cat\r\nConnection: close\r\n\r\n" + body);
    }

    /** Status, the program's own fields, and the body without what frames it. */
    private static List<String> told(String answer) {
        List<String> parts = new ArrayList<>();
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, Math.max(end, 0)).toLowerCase(Locale.ROOT);
        Arrays.stream(head.split("\r\n", -1))
                .filter(line -> line.matches("(http/1|content-type|x-many|www-auth|last-mod).*"))
                .map(line -> line.startsWith("http/1") ? line.split(" ", -1)[1] : line)
                .forEach(parts::add);
        String body = answer.substring(end + 4);
        boolean chunked = head.contains("transfer-encoding: chunked");
        parts.add(chunked ? body.replaceAll("(?m)^[0-9a-f]+\r\n|\r\n", "") : body);
        return parts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /shop",
                "GET /shop/cat/1",
                "GET /shopping",
                "GET /gone",
                "POST /echo HTTP/1.1\r\nContent-Length: 5\r\n",
                "GET /none",
                "GET /no-content",
                "GET /long",
                "GET /later",
                "GET /secret",
                "GET /secret HTTP/1.1\r\n" + CREDENTIALS,
                "GET /asked/a%20b?q=%2F HTTP/1.1\r\nX-Test: 1\r\n",
                "GET /files/page.txt",
                "HEAD /files/page.txt",
                "GET /files/",
                "GET /files/nope"
            })
    void itAnswersAsItDoesAlone(String row) {
        assertThat(told(ask(serval.port("http"), row)))
                .isEqualTo(told(ask(port.number(), row)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /throw", "GET /closed", "GET /short"})
    void whereTheJdkClosesTheConnectionIsA500(String row) {
        assertThat(ask(serval.port("http"), row)).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void aLargeAnswerIsPassedOnWhole() throws Exception {
        assertThat(serval.get("/large").body()).hasSize(10_000_000);
        assertThat(ask(serval.port("http"), "HEAD /files/page.txt").toLowerCase(Locale.ROOT))
                .contains("content-length: 6\r\n");
    }

    @Test
    void itsOwnWordsAreInTheLogAndAReloadLosesNothing() {
        serval.process().awaitLine("\\[worker 2] listening on /127\\.0\\.0\\.1:8123");
        try (Load load = Load.mixed(serval.port("http"), "/shop", 2)) {
            load.awaitAnswered(50);
            Started.signal(serval.process().pid(), "HUP");
            serval.process().awaitLine("reload: generation 2 serves");
            load.awaitMore(50);
            load.end();
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void aProgramThatStartsNoServerEndsOurs() throws Exception {
        Path classes = UserSource.compiled("/jdkhttp/Idle.java");
        try (Serval refused =
                Serval.run(classes, Map.of(), "--http", "127.0.0.1:0", "--jdk-http", "Idle")) {
            assertThat(refused.process().awaitExit()).isEqualTo(5);
            assertThat(refused.process().lines())
                    .anyMatch(line -> line.endsWith("nothing to do"))
                    .anyMatch(line -> line.contains("--jdk-http: the main of Idle has returned,"))
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
