package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Commands for a server that runs: by its socket, by its named pipe. */
class CommandsTest {

    @Test
    void aRunningServerIsAskedReloadedAndStopped() throws Exception {
        Path folder = Serval.emptyFolder();
        Path socket = Files.createTempDirectory("serval-commands").resolve("control");
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--control", socket.toString())) {
            assertThat(ask(folder, socket, "status"))
                    .isEqualTo(new Answer(0, "worker 1 pid " + serval.pid("worker 1", 1)));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .endsWith("------");

            assertThat(ask(folder, socket, "reload"))
                    .isEqualTo(new Answer(0, "generation 2 serves"));
            assertThat(ask(folder, socket, "workers", "add").code).isZero();
            serval.process().awaitLine("worker 2 \\(pid: \\d+\\) ready");
            assertThat(ask(folder, socket, "threads", "1").code).isZero();
            assertThat(ask(folder, socket, "memory").code).isZero();

            assertThat(ask(folder, socket, "stop"))
                    .isEqualTo(new Answer(0, "the server has ended"));
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(socket).doesNotExist();
            assertThat(ask(folder, socket, "status").code).isEqualTo(6);
        }
    }

    @Test
    void aReloadThatFailsIsToldToWhoAskedForIt() throws Exception {
        Path folder = Serval.emptyFolder();
        Path socket = Files.createTempDirectory("serval-commands").resolve("control");
        Path file = folder.resolve("serval.conf");
        Files.writeString(file, "serval { module = \"echo.Echo\" }\n");
        try (Serval serval =
                Serval.run(
                                folder,
                                Map.of(),
                                "--http",
                                "127.0.0.1:0",
                                "--control",
                                socket.toString())
                        .awaitServing()) {
            Files.writeString(file, "serval { module = \"no.such.App\" }\n");

            Answer answer = ask(folder, socket, "reload");

            assertThat(answer.code).isEqualTo(5);
            assertThat(answer.line).startsWith("generation 2 discarded: worker 1");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theNamedPipeTakesUwsgisLetters() throws Exception {
        Path fifo = Files.createTempDirectory("serval-fifo").resolve("fifo");
        Path pidFile = fifo.resolveSibling("pid");
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--master-fifo",
                        fifo.toString(),
                        "--pidfile",
                        pidFile.toString())) {
            assertThat(Files.readString(pidFile).trim())
                    .isEqualTo(Long.toString(serval.process().pid()));

            Files.writeString(fifo, "r");
            serval.process().awaitLine("reload: generation 2 serves");
            Files.writeString(fifo, "+");
            serval.process().awaitLine("worker 2 \\(pid: \\d+\\) ready");
            Files.writeString(fifo, "s");
            serval.process().awaitLine("^serval .*, pid \\d+, generation 2, in ");
            serval.process().signal("USR1");
            serval.process().awaitLine("^serval .*, pid \\d+, generation 2, in ", 2);
            Files.writeString(fifo, "q");

            assertThat(serval.process().awaitExit()).isZero();
            assertThat(fifo).doesNotExist();
            assertThat(pidFile).doesNotExist();
        }
    }

    @Test
    void aPausedServerLeavesItsClientsInTheQueueUntilItGoesOn() throws Exception {
        try (Serval serval = Serval.serving("--module", "hello.Hello")) {
            serval.process().signal("TSTP");
            serval.process().awaitLine("^paused: ");
            awaitNotAccepting(serval);
            var waiting = CompletableFuture.supplyAsync(() -> get(serval));

            serval.process().signal("TSTP");

            assertThat(waiting.get()).isEqualTo("Hello World\n");
        }
    }

    /** The router says so itself: a new connection is not answered while another one waits. */
    private static void awaitNotAccepting(Serval serval) throws Exception {
        Awaitility.await("a client that is not answered")
                .atMost(Started.PATIENCE)
                .until(() -> !answersWithin(serval, Duration.ofMillis(500)));
    }

    private static boolean answersWithin(Serval serval, Duration time) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), serval.port("http"))) {
            socket.setSoTimeout((int) time.toMillis());
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static String get(Serval serval) {
        try {
            return serval.get("/").body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command ended with, and what it said that matters. */
    private record Answer(int code, String line) {}

    private static Answer ask(Path folder, Path socket, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(Serval.HOME + "/bin/serval"));
        command.addAll(List.of(words));
        command.addAll(List.of("--control", socket.toString()));
        Map<String, String> environment = AotCache.environment();
        try (Started asked = Started.command(folder, environment, command)) {
            int code = asked.awaitExit();
            List<String> lines = asked.lines();
            String line =
                    words[0].equals("status") && code == 0
                            ? lines.getLast()
                                    .trim()
                                    .replaceAll("^(\\d+) +(\\d+).*", "worker $1 pid $2")
                            : lines.isEmpty() ? "" : lines.getLast();
            return new Answer(code, line);
        }
    }
}
