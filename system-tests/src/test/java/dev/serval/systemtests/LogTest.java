package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A log file of the server's own. */
class LogTest {

    private static final int CLIENTS = 4;

    private final Path folder = Files.createTempDirectory("serval-log");
    private final Path log = folder.resolve("serval.log");
    private final Path control = folder.resolve("control");

    LogTest() throws IOException {}

    @Test
    void noLineIsLostWhenTheLogIsMovedAwayAndOpenedAnew() throws Exception {
        try (Serval serval = logging("-p", "2")) {
            int port = port();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String name = "client" + i;
                clients.add(Thread.ofVirtual().start(() -> print(port, name)));
            }
            for (int i = 0; i < 3; i++) {
                Files.move(log, folder.resolve("serval.log." + i));
                for (int again = 0; again < 2; again++) {
                    assertThat(ask("log-reopen"))
                            .isEqualTo("0 all processes write to " + log.toRealPath());
                }
            }
            for (Thread client : clients) {
                client.join();
            }
            assertThat(outputs(serval)).hasSize(8).containsOnly(log.toRealPath());
            String all = allLogs();
            for (int i = 0; i < CLIENTS; i++) {
                for (int n = 0; n < 200; n++) {
                    assertThat(all)
                            .containsOnlyOnce("] out client%d-%d end\n".formatted(i, n))
                            .containsOnlyOnce("] err client%d-%d end\n".formatted(i, n));
                }
            }
            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(serval.process().lines()).isEmpty();
            assertThat(log).content().contains("SIGTERM received");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                    .isEqualTo("rw-r-----");
        }
    }

    @Test
    void aLetterATouchAndAReloadOpenTheLogAnew() throws Exception {
        Path fifo = folder.resolve("fifo");
        Path touched = folder.resolve("touched");
        try (Serval serval =
                logging(
                        "--log-reopen",
                        "--master-fifo",
                        fifo.toString(),
                        "--touch-logreopen",
                        touched.toString())) {
            moved(1);
            Files.writeString(fifo, "l");
            awaitAnew();
            moved(2);
            Files.writeString(touched, "");
            awaitAnew();
            moved(3);
            serval.process().signal("HUP");
            awaitAnew();
            assertThat(folder.resolve("3")).content().contains("generation 2 serves");
            assertThat(outputs(serval)).containsOnly(log.toRealPath());
        }
    }

    @Test
    void aLogThatIsFullIsRenamed() throws Exception {
        try (Serval serval = logging("--log-maxsize", "10k", "--log-backupname", folder + "/old")) {
            Serval.get(URI.create("http://127.0.0.1:" + port() + "/?" + "x".repeat(6000)));
            awaitAnew();

            assertThat(folder.resolve("old")).content().contains("serving http", "xxx end");
            assertThat(ask("log-rotate")).startsWith("0 all processes");
            assertThat(serval.process().handle().isAlive()).isTrue();
        }
    }

    @Test
    void aLogThatCannotBeWrittenDoesNotStopTheServer() throws Exception {
        Path serving = folder.resolve("serving");
        try (Serval serval =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        options(
                                "--logto",
                                "/dev/full",
                                "--hook-accepting",
                                "touch " + serving,
                                "--http-socket",
                                folder.resolve("http").toString()))) {
            Awaitility.await().atMost(Started.PATIENCE).until(() -> Files.exists(serving));

            for (int i = 0; i < 3; i++) {
                assertThat(curl("http")).contains("printed");
            }
            assertThat(ask("log-reopen")).isEqualTo("0 all processes write to /dev/full");
            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    @Test
    void aLogThatCannotBeOpenedAgainGoesOnInTheFileBefore() throws Exception {
        try (Serval serval = logging()) {
            Path old = moved(1);
            Files.createDirectory(log);

            assertThat(ask("log-reopen"))
                    .isEqualTo(
                            "5 " + log + " cannot be opened: Is a directory; nothing has changed");
            assertThat(outputs(serval)).containsOnly(old.toRealPath());
        }
    }

    @Test
    void aLogThatCannotBeOpenedIsRefusedAtTheStart() throws Exception {
        for (String option : List.of("--logto", "--daemonize")) {
            try (Serval serval =
                    starting("--http", "127.0.0.1:0", option, folder + "/missing/log")) {
                assertThat(serval.process().awaitExit()).isEqualTo(2);
                assertThat(serval.process().lines())
                        .containsExactly(
                                "serval: the log file %s/missing/log cannot be written: No such file"
                                                .formatted(folder)
                                        + " or directory");
            }
        }
    }

    @Test
    void aServerThatDoesNotStartSaysSoOnTheTerminalToo() throws Exception {
        try (Serval serval = starting("--logto", log.toString(), "--http", "192.0.2.1:1")) {
            assertThat(serval.process().awaitExit()).isEqualTo(4);
            assertThat(serval.process().lines())
                    .containsExactly(
                            "serval: cannot listen on 192.0.2.1:1: Cannot assign requested address");
            assertThat(log).content().contains("cannot listen on 192.0.2.1:1");
        }
    }

    private Serval logging(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--logto", log.toString()));
        all.addAll(List.of("--http", "127.0.0.1:0"));
        all.addAll(List.of(options));
        Serval serval = starting(all.toArray(String[]::new));
        Awaitility.await("a server that serves")
                .atMost(Started.PATIENCE)
                .until(() -> Files.exists(log) && Files.readString(log).contains("\nserving "));
        return serval;
    }

    private Serval starting(String... options) throws IOException {
        return Serval.run(Serval.emptyFolder(), Map.of(), options(options));
    }

    private String[] options(String... more) {
        List<String> all = new ArrayList<>(Serval.testApp("Printer"));
        all.addAll(List.of("--control", control.toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private int port() throws IOException {
        Matcher line = Pattern.compile("http bound on .*:(\\d+)").matcher(allLogs());
        assertThat(line.find()).isTrue();
        return Integer.parseInt(line.group(1));
    }

    private static void print(int port, String name) {
        for (int n = 0; n < 200; n++) {
            String target = "GET /?%s-%d HTTP/1.1\r\nHost: localhost\r\n".formatted(name, n);
            Load.exchange(port, target + "Connection: close\r\n\r\n");
        }
    }

    private Path moved(int number) throws IOException {
        return Files.move(log, folder.resolve(Integer.toString(number)));
    }

    private void awaitAnew() {
        Awaitility.await("a new log")
                .atMost(Started.PATIENCE)
                .until(() ->
                        Files.exists(log) && Files.readString(log).contains("all processes write"));
    }

    private String allLogs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "serval.log*")) {
            for (Path each : logs) {
                all.append(Files.readString(each));
            }
        }
        return all.toString();
    }

    /**
     * Where standard output and standard error of each process of the server lead. Looked up again
     * if one ends meanwhile: a worker of the old generation, or a chrt(1).
     */
    private static List<Path> outputs(Serval serval) {
        return Awaitility.await("a look during which no process ends")
                .atMost(Started.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> links(serval), _ -> true);
    }

    private static List<Path> links(Serval serval) throws IOException {
        List<ProcessHandle> family =
                new ArrayList<>(serval.process().handle().descendants().toList());
        family.add(serval.process().handle());
        List<Path> outputs = new ArrayList<>();
        for (ProcessHandle each : family) {
            String name =
                    Files.readString(Path.of("/proc/%d/cmdline".formatted(each.pid())), UTF_8);
            if (Pattern.compile("MasterMain|serval (worker|router) ").matcher(name).find()) {
                for (int fd = 1; fd <= 2; fd++) {
                    Path link = Path.of("/proc/%d/fd/%d".formatted(each.pid(), fd));
                    outputs.add(Files.readSymbolicLink(link));
                }
            }
        }
        return outputs;
    }

    private String ask(String command) throws Exception {
        try (Started asked =
                Started.command(
                        folder,
                        AotCache.environment(),
                        List.of(
                                Serval.HOME.resolve("bin/serval").toString(),
                                command,
                                "--control",
                                control.toString()))) {
            return asked.awaitExit() + " " + String.join("\n", asked.lines());
        }
    }

    private String curl(String socket) throws Exception {
        try (Started curl =
                Started.command(
                        folder,
                        Map.of(),
                        List.of("curl", "-s", "--unix-socket", socket, "http://localhost/?word"))) {
            assertThat(curl.awaitExit()).isZero();
            return String.join("\n", curl.lines());
        }
    }
}
