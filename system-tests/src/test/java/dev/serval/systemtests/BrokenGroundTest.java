package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a server stands on is taken away while it runs: it ends all the same when it is to. */
class BrokenGroundTest {

    @Test
    void aServerWhoseJarsWereOverwrittenEndsOnTerm() throws Exception {
        Path home = installed();
        try (Serval serval = serving(home)) {
            List<ProcessHandle> family = serval.process().handle().descendants().toList();
            overwrite(home.resolve("lib"));

            serval.process().signal("TERM");

            serval.process().awaitExit();
            awaitGone(family);
        }
    }

    @Test
    void theChildrenOfAKilledMasterEndWhenTheirJarsWereOverwritten() throws Exception {
        Path home = installed();
        try (Serval serval = serving(home)) {
            List<ProcessHandle> family = serval.process().handle().descendants().toList();
            assertThat(family).isNotEmpty();
            overwrite(home.resolve("lib"));

            serval.process().signal("KILL");

            awaitGone(family);
        }
    }

    @Test
    void aServerWhoseJarsWereRemovedFinishesItsRequests() throws Exception {
        Path home = installed();
        try (Serval serval = serving(home)) {
            List<ProcessHandle> family = serval.process().handle().descendants().toList();
            var slow = CompletableFuture.supplyAsync(() -> slow(serval.port("http")));
            Awaitility.await("a busy core")
                    .atMost(Started.PATIENCE)
                    .until(() -> serval.stats().contains("\"in_request\":1"));
            for (Path jar : jars(home.resolve("lib"))) {
                Files.delete(jar);
            }

            serval.process().signal("TERM");

            assertThat(slow.get()).startsWith("HTTP/1.1 200");
            assertThat(serval.process().awaitExit()).isZero();
            awaitGone(family);
        }
    }

    private static String slow(int port) {
        return Load.exchange(port, "GET /sleep?ms=1500 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    @Test
    void aServerWhoseOutputNobodyReadsEndsOnTerm() throws Exception {
        Path pidFile = Serval.emptyFolder().resolve("pid");
        List<String> command =
                List.of(
                        "sh",
                        "-c",
                        "\"$@\" 2>&1 | sed '/^serving /q'",
                        "sh",
                        Serval.HOME.resolve("bin/serval").toString(),
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "echo.Echo",
                        "--pidfile",
                        pidFile.toString());
        try (Serval serval =
                Serval.command(command, Serval.emptyFolder(), Map.of()).awaitServing()) {
            long pid = Long.parseLong(Files.readString(pidFile).trim());
            List<ProcessHandle> family = serval.process().handle().descendants().toList();
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            Started.signal(pid, "HUP");
            Started.signal(pid, "TERM");

            serval.process().awaitExit();
            awaitGone(family);
            assertThat(pidFile).doesNotExist();
        }
    }

    /** A distribution of this test's own. */
    private static Path installed() throws Exception {
        Path folder = Serval.emptyFolder();
        Path home = folder.resolve("serval");
        try (Started copy =
                Started.command(
                        folder,
                        Map.of(),
                        List.of("cp", "-r", Serval.HOME.toString(), home.toString()))) {
            assertThat(copy.awaitExit()).isZero();
        }
        return home;
    }

    private static Serval serving(Path home) throws IOException {
        List<String> command =
                List.of(
                        home.resolve("bin/serval").toString(),
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "echo.Echo",
                        "--stats",
                        "127.0.0.1:0",
                        "--aot-cache=false",
                        "--worker-reload-mercy",
                        "3s");
        return Serval.command(command, Serval.emptyFolder(), Map.of()).awaitServing();
    }

    /** In place, as cp does it: who has the file open reads the new content. */
    private static void overwrite(Path lib) throws IOException {
        for (Path jar : jars(lib)) {
            Files.write(jar, new byte[0]);
        }
    }

    private static List<Path> jars(Path lib) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, "*.jar")) {
            found.forEach(jars::add);
        }
        return jars;
    }

    private static void awaitGone(List<ProcessHandle> processes) {
        Awaitility.await("the end of " + processes)
                .atMost(Started.PATIENCE)
                .until(() -> processes.stream().noneMatch(Started::runs));
    }
}
