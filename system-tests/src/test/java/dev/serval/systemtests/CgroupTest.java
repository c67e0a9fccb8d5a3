package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Real cgroups, where this machine lets us make some. */
class CgroupTest {

    private static final int USAGE = 2;
    private static final String OURS = "serval-test-" + ProcessHandle.current().pid();

    @Test
    void childrenAreInTheCgroupFromTheirFirstMomentAndItIsGoneAfterThem() throws Exception {
        Path group = writable().resolve(OURS + "-join");
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--uid",
                        "nobody",
                        "--cgroup",
                        group.toString(),
                        "--cgroup-opt",
                        "cgroup.max.depth=7")) {
            awaitMembers(group, serval.pid("router 1", 1), serval.pid("worker 1", 1));
            assertThat(Files.readAllLines(group.resolve("cgroup.max.depth"))).containsExactly("7");

            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");
            assertThat(members(group)).contains(serval.pid("worker 1", 2));

            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(group).doesNotExist();
        }
    }

    @Test
    void aCgroupThatWasThereBeforeStays() throws Exception {
        Path group = Files.createDirectory(writable().resolve(OURS + "-there"));
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--cgroup", group.toString())) {
            awaitMembers(group, serval.pid("router 1", 1), serval.pid("worker 1", 1));

            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
            assertThat(group).isDirectory();
        } finally {
            Files.delete(group);
        }
    }

    @Test
    void anOptionThatTheKernelDoesNotTakeIsRefusedAndTheCgroupIsGoneAgain() throws Exception {
        Path group = writable().resolve(OURS + "-bad");

        assertThat(refused("--cgroup", group.toString(), "--cgroup-opt", "cgroup.max.depth=deep"))
                .startsWith(
                        "serval: --cgroup-opt is cgroup.max.depth=deep; "
                                + group
                                + "/cgroup.max.depth does not take it: ");
        assertThat(refused("--cgroup", group.toString(), "--cgroup-opt", "no.such=1"))
                .startsWith("serval: --cgroup-opt is no.such=1; there is no no.such in " + group);
        assertThat(group).doesNotExist();
    }

    @Test
    void aFolderThatIsNoCgroupIsRefused() throws Exception {
        Path folder = Serval.emptyFolder();

        assertThat(refused("--cgroup", folder.toString()))
                .isEqualTo(
                        "serval: --cgroup is %s; it is no cgroup; cgroups are folders below"
                                        .formatted(folder)
                                + " /sys/fs/cgroup");
        assertThat(refused("--cgroup", folder.resolve("new").toString()))
                .startsWith(
                        "serval: --cgroup is %s/new; it is not there, and %s is no cgroup to make"
                                .formatted(folder, folder));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoMayNotMakeACgroupIsToldSo() throws Exception {
        Path group = root().resolve(OURS + "-nobody");
        assumeTrue(
                Files.getOwner(Path.of("/proc/self")).getName().equals("root"),
                "only root can become somebody who may not");
        List<String> nobody =
                List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

        assertThat(refused(nobody, Path.of("/"), "--cgroup", group.toString()))
                .isEqualTo(
                        "serval: --cgroup is %s; it cannot be made: permission denied"
                                .formatted(group));
    }

    private static String refused(String... options) throws Exception {
        return refused(List.of(), Serval.emptyFolder(), options);
    }

    private static String refused(List<String> launcher, Path folder, String... options)
            throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--http", "127.0.0.1:0", "--module", "echo.Echo"));
        all.addAll(List.of(options));
        try (Serval serval =
                Serval.launched(launcher, folder, Map.of(), all.toArray(String[]::new))) {
            assertThat(serval.process().awaitExit()).isEqualTo(USAGE);
            return serval.process().lines().getLast();
        }
    }

    /** Until the master's short call of chrt(1), which runs where its worker does, has ended. */
    private static void awaitMembers(Path group, Long... pids) {
        Awaitility.await()
                .atMost(Started.PATIENCE)
                .untilAsserted(() -> assertThat(members(group)).containsExactlyInAnyOrder(pids));
    }

    private static List<Long> members(Path group) throws IOException {
        return Files.readAllLines(group.resolve("cgroup.procs")).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static Path writable() {
        Path root = root();
        assumeTrue(Files.isWritable(root), root + " cannot be written to");
        return root;
    }

    /** Where version 2 is mounted. */
    private static Path root() {
        List<Path> places = List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/unified"));
        return places.stream()
                .filter(place -> Files.exists(place.resolve("cgroup.controllers")))
                .findFirst()
                .orElseGet(() -> {
                    assumeTrue(false, "there is no cgroup of version 2");
                    return places.getFirst();
                });
    }
}
