package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private static final int CLIENTS = 6;

    @Test
    void fiveUpgradesLoseNoRequestAndLeaveOneServer() throws Exception {
        Path folder = Files.createTempDirectory("serval-upgrade");
        Path control = folder.resolve("control");
        Path socket = folder.resolve("app.sock");
        @Nullable ProcessHandle last = null;
        try (Serval serval =
                        Serval.serving(
                                "--module",
                                "echo.Echo",
                                "-p",
                                "2",
                                "--https-dev",
                                "127.0.0.1:0",
                                "--socket",
                                socket.toString(),
                                "--control",
                                control.toString());
                Load load = Load.mixed(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            for (int i = 1; i <= 5; i++) {
                long pid = upgrade(serval, control, i);
                Optional<ProcessHandle> before = Optional.ofNullable(last);
                last = ProcessHandle.of(pid).orElseThrow();
                Awaitility.await("the end of the server before")
                        .atMost(Started.PATIENCE)
                        .until(() -> before.filter(Started::runs).isEmpty());
            }
            serval.process().awaitEnd();
            load.awaitMore(1);
            assertThat(load.failures()).isEmpty();
            assertThat(socket).exists();
            assertThat(status("https://localhost:" + serval.port("https") + "/")).isEqualTo(200);
        } finally {
            end(last);
        }
        assertThat(socket).doesNotExist();
        assertThat(control).doesNotExist();
    }

    private static int status(String uri) throws Exception {
        try (HttpClient client = OpenSsl.trusting(HttpClient.Version.HTTP_1_1)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void aSuccessorThatCannotStartChangesNothing() throws Exception {
        Path folder = Serval.emptyFolder();
        Path control = Files.createTempDirectory("serval-upgrade").resolve("control");
        Path file = folder.resolve("serval.conf");
        Path pidFile = folder.resolve("pid");
        Files.writeString(file, "serval { module = \"echo.Echo\" }\n");
        try (Serval serval =
                Serval.run(
                                folder,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--control",
                                control.toString(),
                                "--pidfile",
                                pidFile.toString())
                        .awaitServing()) {
            Files.writeString(file, "serval { module = \"no.such.App\" }\n");

            for (int i = 0; i < 2; i++) {
                try (Started asked = ask(control)) {
                    assertThat(asked.awaitExit()).isEqualTo(5);
                    asked.awaitLine("the successor ended with exit code 5 before it served");
                }
            }
            assertThat(Files.readString(pidFile).trim())
                    .isEqualTo(Long.toString(serval.process().pid()));
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theSuccessorIsTheOneServerWhileTheOtherDrains() throws Exception {
        Path runtime = Files.createTempDirectory("serval-upgrade");
        Map<String, String> ours = new HashMap<>(AotCache.environment());
        ours.put("XDG_RUNTIME_DIR", runtime.toString());
        @Nullable ProcessHandle last = null;
        try (Serval serval =
                        Serval.run(
                                        Serval.emptyFolder(),
                                        ours,
                                        "--http",
                                        "127.0.0.1:0",
                                        "--module",
                                        "echo.Echo")
                                .awaitServing();
                Load slow = Load.on(serval.port("http"), "/sleep?ms=4000", 1);
                Started upgraded = command(ours, "upgrade")) {
            String pid = upgraded.awaitLine("server (\\d+) has taken over").group(1);
            last = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            try (Started asked = command(ours, "status")) {
                assertThat(asked.awaitExit()).isZero();
                assertThat(asked.lines().getFirst()).contains("pid " + pid);
            }
            assertThat(slow.failures()).isEmpty();
        } finally {
            end(last);
        }
    }

    private static Started command(Map<String, String> environment, String... words)
            throws IOException {
        List<String> line = new ArrayList<>(List.of(Serval.HOME + "/bin/serval"));
        line.addAll(List.of(words));
        return Started.command(Serval.emptyFolder(), environment, line);
    }

    static long upgrade(Serval serval, Path control, int n) throws Exception {
        try (Started asked = ask(control)) {
            Matcher pid = asked.awaitLine("server (\\d+) has taken over");
            assertThat(asked.awaitExit()).isZero();
            assertThat(serval.process().handle().isAlive() || n > 1).isTrue();
            return Long.parseLong(pid.group(1));
        }
    }

    /** Asks the server behind this socket for an upgrade. */
    static Started ask(Path control) throws IOException {
        return command(AotCache.environment(), "upgrade", "--control", control.toString());
    }

    /** The last server is nobody's child here: it is told to stop, and waited for. */
    static void end(@Nullable ProcessHandle server) {
        if (server != null) {
            Started.signal(server.pid(), "TERM");
            Awaitility.await("the end of the last server")
                    .atMost(Started.PATIENCE)
                    .until(() -> !Started.runs(server));
        }
    }
}
