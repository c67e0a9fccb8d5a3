package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same classes under the real uWSGI and under Serval. */
class JwsgiTest {

    private static final String BODY = "one\ntwo\na longer line\n";
    private static final String UWSGI_JAR = "/usr/share/java/uwsgi.jar";

    /** Variables that tell of ports and processes. */
    private static final List<String> OF_ITS_OWN =
            List.of("SERVER_PORT", "REMOTE_PORT", "HTTP_HOST", "jwsgi.input");

    private static Uwsgi uwsgi;
    private static Serval serval;

    @BeforeAll
    static void startBoth() throws IOException {
        Path classes = UserSource.compiled("/jwsgi/Rows.java", "--release", "17", "-cp", UWSGI_JAR);
        Files.writeString(classes.resolve("page.txt"), "a page");
        uwsgi = Uwsgi.jwsgi(classes, "Rows");
        serval =
                Serval.run(
                                classes,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--jvm-classpath",
                                UWSGI_JAR,
                                "--jvm-classpath",
                                classes.toString(),
                                "--jwsgi",
                                "Rows")
                        .awaitServing();
    }

    @AfterAll
    static void endBoth() throws IOException {
        serval.close();
        uwsgi.close();
    }

    /**
     * @param head its lines, without those that servers add
     */
    private record Told(String status, List<String> head, String body) {

        private static final List<String> SERVERS =
                List.of("date:", "server:", "x-request-id:", "connection:", "content-length:");

        static Told of(String answer) {
            int end = answer.indexOf("\r\n\r\n");
            if (end < 0) {
                return new Told("", List.of(), answer);
            }
            List<String> lines = new ArrayList<>(answer.substring(0, end).lines().toList());
            String status = lines.removeFirst().split(" ", -1)[1];
            lines.removeIf(
                    line -> SERVERS.stream().anyMatch(line.toLowerCase(Locale.ROOT)::startsWith));
            return new Told(status, lines, answer.substring(end + 4));
        }
    }

    /** An old client, so that both end the body by closing. */
    private static Told ask(int port, String row) {
        return Told.of(raw(port, row));
    }

    private static String raw(int port, String row) {
        return Load.exchange(
                port,
                "POST /%s?q=1 HTTP/1.0\r\nHost: cat\r\nX-Test: caf\u00c3\u00a9\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(row, BODY.length(), BODY));
    }

    private static Told here(String row) {
        return ask(serval.port("http"), row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "types",
                "long-status",
                "teapot",
                "headers-array",
                "headers-list",
                "headers-iterator",
                "headers-tree",
                "body-string",
                "body-strings",
                "body-bytes",
                "body-list",
                "body-iterator",
                "body-lazy",
                "body-file",
                "body-stream",
                "body-length",
                "body-null",
                "body-integer",
                "read-lines",
                "read-all",
                "read-bytes",
                "rpc",
                "cache",
                "locks",
                "worker",
                "alarm"
            })
    void whatUwsgiAnswersIsAnsweredHere(String row) {
        Told there = ask(uwsgi.port(), row);
        assertThat(there.status()).isNotEmpty();
        assertThat(here(row)).isEqualTo(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-99", "status-text", "status-null", "null", "two", "throw"})
    void whereUwsgiSendsNothingIsA500(String row) {
        assertThat(raw(uwsgi.port(), row)).isEmpty();
        assertThat(here(row).status()).isEqualTo("500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers-integer", "headers-null", "body-no-file"})
    void whereUwsgiCutsTheAnswerIsA500(String row) {
        assertThat(ask(uwsgi.port(), row).body()).isEmpty();
        assertThat(here(row).status()).isEqualTo("500");
    }

    @Test
    void textIsValidUtf8AndHasALength() {
        String answer = raw(serval.port("http"), "body-emoji");
        assertThat(answer).containsIgnoringCase("\r\nContent-Length: 7\r\n");
        assertThat(new String(Told.of(answer).body().getBytes(ISO_8859_1), UTF_8))
                .isEqualTo("\ud83d\udc31 \u0000.");
        assertThat(raw(serval.port("http"), "body-file"))
                .containsIgnoringCase("\r\nContent-Length: 6\r\n");
    }

    @Test
    void theEnvironmentHasEverythingThatUwsgiHas() {
        Map<String, String> there = variables(ask(uwsgi.port(), "env").body());
        assertThat(there).containsEntry("HTTP_X_TEST", "caf\u00c3\u00a9");
        assertThat(variables(here("env").body())).containsAllEntriesOf(there);
    }

    private static Map<String, String> variables(String lines) {
        Map<String, String> all = new TreeMap<>();
        lines.lines()
                .forEach(line -> {
                    int mark = line.indexOf('=');
                    all.put(line.substring(0, mark), line.substring(mark + 1));
                });
        all.keySet().removeAll(OF_ITS_OWN);
        return all;
    }

    @Test
    void whatUwsgiWouldLogIsLogged() {
        here("body-integer");
        serval.process().awaitLine("unsupported JWSGI response body type: java.lang.Integer 7");
        here("two");
        serval.process().awaitLine("invalid JWSGI response object: .* of length 2");
        here("alarm");
        serval.process().awaitLine("alarm none: the cat is out");
    }

    @Test
    void aMethodOfAnotherKindEndsTheServer() throws Exception {
        Path classes = UserSource.compiled("/jwsgi/Rows.java", "--release", "17", "-cp", UWSGI_JAR);
        try (Serval refused =
                Serval.run(classes, Map.of(), "--http", "127.0.0.1:0", "--jwsgi", "Rows:bytes")) {
            assertThat(refused.process().awaitExit()).isEqualTo(5);
            assertThat(refused.process().lines())
                    .anyMatch(line ->
                            line.contains(
                                    "--jwsgi: Rows has no method Object[] bytes(java.util.HashMap);"
                                            + " it has private static byte[] Rows.bytes"))
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
