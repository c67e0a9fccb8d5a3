package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One server for each file of a folder. */
class EmperorTest {

    /** Of the processes below it. */
    private static Set<Integer> owners(Serval emperor) throws IOException {
        Set<Integer> uids = new HashSet<>();
        for (ProcessHandle process : emperor.process().handle().descendants().toList()) {
            Path proc = Path.of("/proc/" + process.pid());
            uids.add((Integer) Files.getAttribute(proc, "unix:uid"));
        }
        return uids;
    }

    private static Serval emperor(Path folder, String... options) throws IOException {
        String[] all = new String[options.length + 6];
        all[0] = "--emperor";
        all[1] = folder.toString();
        all[2] = "--emperor-freq";
        all[3] = "100ms";
        all[4] = "--emperor-stats";
        all[5] = "127.0.0.1:0";
        System.arraycopy(options, 0, all, 6, options.length);
        return Serval.run(Serval.emptyFolder(), Map.of(), all);
    }

    /** Renamed into its place, so that nobody sees half of it. */
    private static void vassal(Path folder, String name, int port, String more) throws IOException {
        Path made = folder.resolve(name + ".new");
        Files.writeString(
                made,
                """
                serval {
                  http = "127.0.0.1:%d"
                  module = echo.Echo
                  %s
                }
                """
                        .formatted(port, more));
        Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int status(int port) throws Exception {
        return Serval.get(URI.create("http://127.0.0.1:%d/".formatted(port))).statusCode();
    }

    private static void awaitServing(Serval emperor, String name, int n) {
        emperor.process()
                .awaitLine("^\\[emperor\\] vassal " + name + " is ready to accept requests$", n);
    }

    private static String stats(Serval emperor) {
        return Load.exchange(emperor.port("emperor stats"), "");
    }

    @Test
    void filesComeChangeAndGo() throws Exception {
        Path folder = Serval.emptyFolder();
        try (ReservedPort one = new ReservedPort();
                ReservedPort two = new ReservedPort()) {
            vassal(folder, "one.conf", one.number(), "");
            try (Serval emperor = emperor(folder)) {
                awaitServing(emperor, "one.conf", 1);
                assertThat(status(one.number())).isEqualTo(200);
                emperor.process().awaitLine("^\\[one.conf\\] spawned worker 1 ");

                vassal(folder, "two.conf", two.number(), "");
                awaitServing(emperor, "two.conf", 1);
                assertThat(status(two.number())).isEqualTo(200);
                assertThat(stats(emperor))
                        .contains("\"id\":\"one.conf\"", "\"id\":\"two.conf\"")
                        .contains("\"status\":\"1 of 1 workers ready\"");

                vassal(folder, "two.conf", two.number(), "processes = 2");
                emperor.process().awaitLine("^\\[emperor\\] reload the vassal two.conf$");
                emperor.process().awaitLine("^\\[two.conf\\] reload: generation 2 serves");

                Files.delete(folder.resolve("one.conf"));
                emperor.process()
                        .awaitLine("^\\[emperor\\] vassal one.conf .* is gone, exit code 0");
                assertThat(status(two.number())).isEqualTo(200);
                assertThat(stats(emperor)).doesNotContain("one.conf");

                emperor.process().signal("TERM");
                assertThat(emperor.process().awaitExit()).isZero();
                emperor.process()
                        .awaitLine("^\\[emperor\\] vassal two.conf .* is gone, exit code 0");
            }
        }
    }

    @Test
    void aChangeLosesNoRequest() throws Exception {
        Path folder = Serval.emptyFolder();
        try (ReservedPort port = new ReservedPort()) {
            vassal(folder, "a.conf", port.number(), "processes = 2");
            try (Serval emperor = emperor(folder)) {
                awaitServing(emperor, "a.conf", 1);
                AtomicBoolean over = new AtomicBoolean();
                AtomicInteger answers = new AtomicInteger();
                Thread client =
                        Thread.ofVirtual()
                                .start(() -> {
                                    while (!over.get()) {
                                        try {
                                            if (status(port.number()) == 200) {
                                                answers.incrementAndGet();
                                            } else {
                                                answers.set(Integer.MIN_VALUE);
                                            }
                                        } catch (Exception e) {
                                            answers.set(Integer.MIN_VALUE);
                                        }
                                    }
                                });
                for (int generation = 2; generation <= 4; generation++) {
                    vassal(folder, "a.conf", port.number(), "processes = " + generation);
                    emperor.process()
                            .awaitLine(
                                    "^\\[a.conf\\] reload: generation %d serves"
                                            .formatted(generation));
                }
                over.set(true);
                client.join();

                assertThat(answers.get()).isPositive();
            }
        }
    }

    @Test
    void whoFailsIsStartedAgainAndHarmsNobody() throws Exception {
        Path folder = Serval.emptyFolder();
        try (ReservedPort one = new ReservedPort();
                ReservedPort two = new ReservedPort()) {
            vassal(folder, "one.conf", one.number(), "");
            vassal(folder, "two.conf", two.number(), "nonsense = 1");
            try (Serval emperor = emperor(folder)) {
                awaitServing(emperor, "one.conf", 1);
                emperor.process().awaitLine("two.conf:4:\\d+: unknown key `nonsense`");
                emperor.process()
                        .awaitLine("^\\[emperor\\] vassal two.conf starts again in \\d s, or when");
                vassal(folder, "two.conf", two.number(), "");
                awaitServing(emperor, "two.conf", 1);

                long pid =
                        Long.parseLong(
                                emperor.process()
                                        .awaitLine(
                                                "vassal two.conf has been spawned"
                                                        + " \\(pid: (\\d+)\\)",
                                                2)
                                        .group(1));
                Started.signal(pid, "KILL");
                emperor.process().awaitLine("vassal two.conf .* is gone, killed by signal 9");
                awaitServing(emperor, "two.conf", 2);
                assertThat(status(two.number())).isEqualTo(200);
                assertThat(status(one.number())).isEqualTo(200);
            }
        }
    }

    @Test
    void vassalsEndWithTheirEmperor() throws Exception {
        Path folder = Serval.emptyFolder();
        try (ReservedPort port = new ReservedPort()) {
            vassal(folder, "a.conf", port.number(), "");
            try (Serval emperor = emperor(folder)) {
                awaitServing(emperor, "a.conf", 1);
                ProcessHandle vassal =
                        emperor.process().handle().children().findFirst().orElseThrow();

                emperor.process().signal("KILL");

                Awaitility.await().atMost(Started.PATIENCE).until(() -> !Started.runs(vassal));
            }
        }
    }

    @Test
    void aTyrantsVassalsRunAsTheOwnersOfTheirFiles() throws Exception {
        assumeTrue(
                (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "only root can give rights up");
        Path folder = Files.createTempDirectory("serval-emperor");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ReservedPort port = new ReservedPort()) {
            vassal(folder, "root.conf", port.number(), "");
            vassal(folder, "a.conf", port.number(), "aot-cache = false");
            Files.setAttribute(folder.resolve("a.conf"), "unix:uid", 65534);
            Files.setAttribute(folder.resolve("a.conf"), "unix:gid", 65534);
            try (Serval emperor = emperor(folder, "--emperor-tyrant")) {
                emperor.process().awaitLine("root.conf is not taken: it belongs to root");
                awaitServing(emperor, "a.conf", 1);
                assertThat(status(port.number())).isEqualTo(200);
                Awaitility.await("no child that ended while it was looked at")
                        .atMost(Started.PATIENCE)
                        .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                        .untilAsserted(() -> assertThat(owners(emperor)).containsOnly(65534));
            }
        }
    }

    @Test
    void whatAVassalIsIsSaidInItsFile() throws Exception {
        try (Serval emperor = emperor(Serval.emptyFolder(), "--module", "echo.Echo")) {
            assertThat(emperor.process().awaitExit()).isEqualTo(2);
            emperor.process()
                    .awaitLine("--module is not for --emperor: write it into a file of its folder");
        }
    }
}
