package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd does around a service, done by a few lines of Python. */
class SystemdTest {

    /** Prints what is sent to the address, one message a line. */
    private static final String LISTENER =
            """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1].replace('@', chr(0), 1))
            print('listening', flush=True)
            while True:
                print(s.recv(4096).decode().replace(chr(10), '|'), flush=True)
            """;

    /** Prints who sent it, too. */
    private static final String WITNESS =
            """
            import socket, struct, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            s.bind(sys.argv[1].replace('@', chr(0), 1))
            print('listening', flush=True)
            while True:
                text, who, _, _ = s.recvmsg(4096, 128)
                pid = struct.unpack('iii', who[0][2])[0]
                print(pid, text.decode().replace(chr(10), '|'), flush=True)
            """;

    /** Opens a TCP and a Unix socket as descriptors 3 and 4, then becomes the command. */
    private static final String LAUNCHER =
            """
            import os, socket, sys
            tcp = socket.create_server(('127.0.0.1', 0))
            unix = socket.socket(socket.AF_UNIX)
            unix.bind(sys.argv[1])
            unix.listen(64)
            high = [os.dup2(s.fileno(), 100 + i, False) for i, s in enumerate((tcp, unix))]
            for i, fd in enumerate(high):
                os.dup2(fd, 3 + i)
            os.environ['LISTEN_PID'] = str(os.getpid())
            os.environ['LISTEN_FDS'] = '2'
            os.execv(sys.argv[2], sys.argv[2:])
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void systemdHearsOfAStartAReloadAndAStop(boolean named) throws Exception {
        Path folder = Serval.emptyFolder();
        String address =
                named
                        ? "@serval-test-" + ProcessHandle.current().pid()
                        : shortPath("notify").toString();
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "400000");
        try (Started heard =
                        Started.command(
                                folder, Map.of(), List.of("python3", "-c", LISTENER, address));
                Serval serval = notifying(heard, environment)) {
            heard.awaitLine("^STATUS=starting, 0 of 1 workers ready");
            heard.awaitLine("^READY=1$");
            heard.awaitLine("^WATCHDOG=1$", 3);
            assertThat(environment(serval.pid("worker 1", 1))).doesNotContain("NOTIFY_SOCKET=");

            serval.process().signal("HUP");
            heard.awaitLine("^RELOADING=1\\|MONOTONIC_USEC=\\d+$");
            heard.awaitLine("^READY=1$", 2);
            heard.awaitLine("^STATUS=1 of 1 workers ready, generation 2 serves$");

            serval.process().signal("TERM");
            heard.awaitLine("^STOPPING=1$");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(kinds(heard.lines()))
                    .containsSubsequence("READY=1", "RELOADING=1", "READY=1", "STOPPING=1");
        }
    }

    @Test
    void anUpgradeNamesTheNewMainProcessAndOnlyThatOneSpeaksThen() throws Exception {
        Path folder = Files.createTempDirectory("serval-test");
        Path control = folder.resolve("control");
        Path pidFile = folder.resolve("pid");
        String address = folder.resolve("notify").toString();
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "400000", "WATCHDOG_PID", "1");
        String[] files = {"--control", control.toString(), "--pidfile", pidFile.toString()};
        try (Started heard =
                        Started.command(
                                folder, Map.of(), List.of("python3", "-c", WITNESS, address));
                Serval serval = notifying(heard, environment, files)) {
            String first = serval.process().pid() + " ";
            heard.awaitLine("^" + first + "READY=1$");
            assertThat(UpgradeTest.ask(control).awaitExit()).isZero();
            String second = heard.awaitLine("^" + first + "MAINPID=(\\d+)$").group(1);
            try {
                heard.awaitLine("^" + second + " READY=1$");
                heard.awaitLine("^" + second + " WATCHDOG=1$", 2);
                assertThat(serval.process().awaitEnd()).isZero();
                assertThat(Files.readString(pidFile)).isEqualTo(second + "\n");
            } finally {
                Started.signal(Long.parseLong(second), "TERM");
            }
            heard.awaitLine("^" + second + " STOPPING=1$");
            List<String> said = heard.lines();
            int change = said.indexOf(first + "MAINPID=" + second);
            assertThat(said.subList(1, change)).allMatch(line -> line.startsWith(first));
            assertThat(said.subList(change + 1, said.size()))
                    .allMatch(line -> line.startsWith(second + " "));
        }
    }

    @Test
    void socketsThatWereOpenBeforeAreServed() throws Exception {
        Path unix = shortPath("handed");
        try (Serval serval =
                handed(unix, "--http", "fd://3", "--socket", "fd://4", "--module", "echo.Echo")) {
            serval.awaitServing();
            serval.process().awaitLine("^uwsgi bound on " + Pattern.quote(unix.toString()) + "$");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            long worker = serval.pid("worker 1", 1);
            assertThat(environment(worker)).doesNotContain("LISTEN_FDS=");

            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(unix).as("it is not ours to remove").exists();
        } finally {
            Files.deleteIfExists(unix);
        }
    }

    @Test
    void aDescriptorThatWasNotHandedOverIsRefused() throws Exception {
        Path unix = shortPath("handed");
        try (Serval serval = handed(unix, "--http", "fd://5", "--module", "echo.Echo")) {
            assertThat(serval.process().awaitExit()).isEqualTo(4);
            assertThat(serval.process().lines())
                    .contains(
                            "serval: cannot listen on fd://5: only descriptors 3 to 4 were handed"
                                    + " over");
        } finally {
            Files.deleteIfExists(unix);
        }
    }

    @Test
    void withoutSystemdThereIsNoDescriptor() throws Exception {
        try (Serval serval =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http",
                        "fd://3",
                        "--module",
                        "echo.Echo")) {
            assertThat(serval.process().awaitExit()).isEqualTo(4);
            assertThat(serval.process().lines().toString())
                    .contains("cannot listen on fd://3: no socket was handed over");
        }
    }

    private static Serval notifying(
            Started heard, Map<String, String> environment, String... options) throws IOException {
        heard.awaitLine("listening");
        List<String> all =
                new ArrayList<>(List.of("--http", "127.0.0.1:0", "--module", "echo.Echo"));
        all.addAll(List.of(options));
        return Serval.run(Serval.emptyFolder(), environment, all.toArray(String[]::new));
    }

    private static Serval handed(Path unix, String... options) throws IOException {
        List<String> launcher =
                new ArrayList<>(List.of("python3", "-c", LAUNCHER, unix.toString()));
        return Serval.launched(launcher, Serval.emptyFolder(), Map.of(), options);
    }

    /** One that fits into an address, 107 bytes. */
    private static Path shortPath(String name) throws IOException {
        return Files.createTempDirectory("serval-test").resolve(name);
    }

    private static String environment(long pid) throws IOException {
        return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), UTF_8);
    }

    private static List<String> kinds(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("\\|.*", "")).toList();
    }
}
