package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the kernel lets routers and workers have. */
class LimitsTest {

    private static final int USAGE = 2;
    private static final int APP_FAILED = 5;

    @Test
    void everyChildHasItsLimitsAndTheMasterHasAllItMayHave() throws Exception {
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--jvm-opt=-Xmx64m",
                        "--limit-as",
                        "4096",
                        "--limit-nproc",
                        "5000",
                        "--max-fd",
                        "300")) {
            for (String child : List.of("router 1", "worker 1")) {
                assertThat(limits(serval.pid(child, 1)))
                        .contains("Max open files|300|300|files")
                        .contains("Max processes|5000|5000|processes")
                        .contains("Max address space|4294967296|4294967296|bytes");
            }
            assertThat(limits(serval.process().pid()))
                    .anyMatch(row -> row.matches("Max open files\\|(\\d+)\\|\\1\\|files"))
                    .contains("Max address space|unlimited|unlimited|bytes");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSoftLimitOnDescriptorsIsRaisedToTheHardOne() throws Exception {
        try (Serval serval =
                Serval.limited(
                        "ulimit -Sn 512; ulimit -Hn 2000",
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "echo.Echo")) {
            for (long pid :
                    List.of(
                            serval.process().pid(),
                            serval.pid("router 1", 1),
                            serval.pid("worker 1", 1))) {
                assertThat(limits(pid)).contains("Max open files|2000|2000|files");
            }
        }
    }

    @Test
    void aJvmThatLacksAddressSpaceIsExplained() throws Exception {
        try (Serval serval = started("--limit-as", "512")) {
            assertThat(serval.process().awaitExit()).isEqualTo(APP_FAILED);
            assertThat(serval.process().lines())
                    .anyMatch(line ->
                            line.contains("ended before its JVM was up")
                                    && line.contains("is --limit-as 512m too little"));
        }
    }

    @Test
    void whatCannotStartAnythingIsRefusedAtOnce() throws Exception {
        try (Serval serval = started("--limit-as", "1m")) {
            assertThat(serval.process().awaitExit()).isEqualTo(USAGE);
            serval.process().awaitLine("^serval: routers and workers cannot be started so: ");
        }
    }

    @Test
    void moreThanTheHardLimitIsRefusedWithTheReason() throws Exception {
        List<String> launcher = new ArrayList<>(List.of("sh", "-c", "ulimit -n 1000; exec \"$@\""));
        launcher.add("sh");
        launcher.addAll(withoutTheRightToRaise());
        try (Serval serval =
                Serval.launched(
                        launcher,
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "echo.Echo",
                        "--max-fd",
                        "1001")) {
            assertThat(serval.process().awaitExit()).isEqualTo(USAGE);
            serval.process()
                    .awaitLine("--max-fd is 1001, and the hard limit of this process is 1000; ");
        }
    }

    /** Words that take CAP_SYS_RESOURCE away from root, and nothing from others. */
    private static List<String> withoutTheRightToRaise() throws Exception {
        List<String> drop =
                List.of("setpriv", "--bounding-set", "-sys_resource", "--inh-caps", "-all");
        String owner = Files.getOwner(Path.of("/proc/self")).getName();
        return owner.equals("root") ? drop : List.of("env");
    }

    private static Serval started(String... options) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--http", "127.0.0.1:0", "--module", "echo.Echo"));
        all.addAll(List.of(options));
        return Serval.run(Serval.emptyFolder(), Map.of(), all.toArray(String[]::new));
    }

    /** The rows of proc(5)'s limits, their columns parted by bars. */
    private static List<String> limits(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/limits")).stream()
                .map(line -> line.strip().replaceAll(" {2,}", "|"))
                .toList();
    }
}
