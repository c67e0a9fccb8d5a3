package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static final int NOBODY = 65534;

    /** What the router wakes. */
    private static final String LOOP = "loop";

    /** As the kernel numbers them: sched(7). */
    private static final Set<String> USUAL = Set.of("0");

    private static final Set<String> BATCH = Set.of("3");
    private static final Set<String> IDLE = Set.of("5");

    @Test
    void childrenAreAnotherUserAndTheMasterReloadsThem() throws Exception {
        assumeTrue(uid(ProcessHandle.current().pid()) == 0, "only root can give rights up");
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--uid", "nobody", "-p", "2")) {
            for (String child : List.of("router 1", "worker 1", "worker 2")) {
                assertThat(status(serval.pid(child, 1)))
                        .contains("Uid:\t65534\t65534\t65534\t65534\n")
                        .containsPattern("Groups:\\s*\n");
            }
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");

            assertThat(serval.get("/").statusCode()).isEqualTo(200);
            assertThat(uid(serval.pid("worker 1", 2))).isEqualTo(NOBODY);
            assertThat(uid(serval.process().pid())).isZero();
        }
    }

    @Test
    void childrenHaveTheirOwnFolderVariablesAndUmask() throws Exception {
        Path folder = Serval.emptyFolder();
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--chdir",
                        folder.toString(),
                        "--env",
                        "ECHO_LOG=here.log",
                        "--umask",
                        "077")) {
            assertThat(serval.get("/").statusCode()).isEqualTo(200);

            assertThat(folder.resolve("here.log"))
                    .isRegularFile()
                    .extracting(SurroundingsTest::permissions)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whatRunsTheApplicationIsScheduledAsBatch() throws Exception {
        Set<String> ours = policies(ProcessHandle.current().pid(), "");
        try (Serval serval = Serval.serving("--module", "echo.Echo")) {
            await(serval.pid("worker 1", 1), ours.equals(USUAL) ? BATCH : ours);
            assertThat(policies(serval.pid("router 1", 1), "")).isEqualTo(ours);
        }
    }

    @Test
    void asAnotherUserToo() throws Exception {
        assumeTrue(uid(ProcessHandle.current().pid()) == 0, "only root can give rights up");
        Set<String> ours = policies(ProcessHandle.current().pid(), "");
        try (Serval serval = Serval.serving("--module", "echo.Echo", "--uid", "nobody")) {
            await(serval.pid("worker 1", 1), ours.equals(USUAL) ? BATCH : ours);
        }
    }

    @Test
    void aPolicyThatTheMasterHasIsEverybodys() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo")) {
            String master = Long.toString(serval.process().pid());
            new ProcessBuilder("chrt", "--idle", "-a", "-p", "0", master).start().waitFor();

            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");

            await(serval.pid("worker 1", 2), IDLE);
        }
    }

    @Test
    void aQueueThatTheKernelCutsIsSaid() throws Exception {
        int most =
                Integer.parseInt(
                        Files.readAllLines(Path.of("/proc/sys/net/core/somaxconn")).getFirst());
        assumeTrue(most < 65535, "this kernel cuts nothing that can be asked for");
        try (Serval serval =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "echo.Echo",
                        "--listen",
                        "65535")) {
            serval.process()
                    .awaitLine("--listen is 65535, but this kernel queues no more than " + most);
        }
    }

    /** A worker is told once it is ready, and by then it may be serving. */
    private static void await(long worker, Set<String> policy) {
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .untilAsserted(() -> assertThat(policies(worker, LOOP)).isEqualTo(policy));
    }

    /**
     * Of all threads whose name begins so: the 41st field of proc(5)'s stat, of which two are
     * before the state.
     */
    private static Set<String> policies(long pid, String threads) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : all.toList()) {
                try {
                    String line = Files.readString(thread.resolve("stat"));
                    if (line.contains("(" + threads)) {
                        found.add(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[38]);
                    }
                } catch (IOException e) {
                    assertThat(thread).as("a thread that has ended").doesNotExist();
                }
            }
        }
        return found;
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int uid(long pid) throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/" + pid), "unix:uid");
    }

    private static String status(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/status"));
    }
}
