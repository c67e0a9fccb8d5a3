package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beginning, succession and end of a Spring Boot program. */
class BootLifeTest {

    @ParameterizedTest
    @EnumSource(names = {"BOOT_4", "BOOT_3_JETTY"})
    void reloadsLoseNoRequestAndLeaveNoFolderBehind(Clinic clinic) throws Exception {
        Path folder = Serval.emptyFolder();
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        try (Serval reloaded =
                Serval.run(
                                folder,
                                Map.of("CLINIC_NAME", "the cat hospital"),
                                "--jvm-opt",
                                "-Djava.io.tmpdir=" + scratch,
                                "--http",
                                "127.0.0.1:0",
                                "--boot",
                                clinic.jar().toString())
                        .awaitServing()) {
            reloaded.process().awaitLine("the cat hospital is open");
            try (Load load = Load.mixed(reloaded.port("http"), "/api/ping", 3)) {
                load.awaitMore(20);
                for (int generation = 2; generation <= 3; generation++) {
                    reloaded.process().signal("HUP");
                    reloaded.process().awaitLine("reload: generation " + generation + " serves");
                    load.awaitMore(20);
                }
                assertThat(load.failures()).isEmpty();
            }
            Started.signal(reloaded.pid("worker 1", 3), "KILL");
            reloaded.awaitReady("worker 1", reloaded.pid("worker 1", 4));
            assertThat(reloaded.get("/api/ping").body()).isEqualTo("pong\n");
            reloaded.process().signal("TERM");
            assertThat(reloaded.process().awaitExit()).isZero();
            reloaded.process().awaitLine("the cat hospital is closed", 3);
        }
        try (Stream<Path> left = Files.list(scratch)) {
            // The one of the worker that was killed: young ones are spared.
            assertThat(left.filter(each -> each.toString().contains("serval-boot-")))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
