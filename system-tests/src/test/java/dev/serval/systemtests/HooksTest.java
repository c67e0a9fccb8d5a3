package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HooksTest {

    @Test
    void hooksAreRunAtTheirMoments() throws Exception {
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--hook-pre-start",
                        "echo before",
                        "--hook-accepting",
                        "echo there; exit 3",
                        "--hook-reload",
                        "echo anew",
                        "--hook-stop",
                        "echo over")) {
            serval.process().awaitLine("^there$");
            serval.process().awaitLine("^hook `echo there; exit 3` ended with exit code 3$");
            serval.process().signal("HUP");
            serval.process().awaitLine("^anew$");
            serval.process().signal("TERM");

            assertThat(serval.process().awaitExit()).isZero();
            assertThat(serval.process().lines())
                    .contains("over")
                    .containsOnlyOnce("there")
                    .startsWith("before");
        }
    }

    @Test
    void aServerDoesNotStartWhenAHookBeforeItFails() throws Exception {
        try (Serval serval =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "echo.Echo",
                        "--hook-pre-start",
                        "exit 7")) {
            assertThat(serval.process().awaitExit()).isEqualTo(1);
            assertThat(serval.process().lines())
                    .containsExactly(
                            "serval: --hook-pre-start `exit 7` ended with exit code 7; the server"
                                    + " does not start");
        }
    }

    @Test
    void aDaemonIsStartedAgainAndEndsWithTheServer() throws Exception {
        try (Serval serval = withDaemon()) {
            Started.signal(daemon(serval, 1), "KILL");
            ProcessHandle second = ProcessHandle.of(daemon(serval, 2)).orElseThrow();
            serval.process().signal("TERM");

            assertThat(serval.process().awaitExit()).isZero();
            assertThat(Started.runs(second)).isFalse();
        }
    }

    @Test
    void aDaemonDoesNotOutliveAMasterThatWasKilled() throws Exception {
        try (Serval serval = withDaemon()) {
            ProcessHandle daemon = ProcessHandle.of(daemon(serval, 1)).orElseThrow();
            serval.process().signal("KILL");

            Awaitility.await().atMost(Started.PATIENCE).until(() -> !Started.runs(daemon));
        }
    }

    @Test
    void aDaemonThatDoesNotEndIsKilledAfterItsMercy() throws Exception {
        try (Serval serval =
                Serval.serving(
                        "--module",
                        "echo.Echo",
                        "--reload-mercy",
                        "200ms",
                        "--attach-daemon",
                        "sh -c 'trap \"\" TERM; echo daemon is $$; exec sleep 600'")) {
            ProcessHandle daemon = ProcessHandle.of(daemon(serval, 1)).orElseThrow();
            serval.process().signal("TERM");

            assertThat(serval.process().awaitExit()).isZero();
            assertThat(Started.runs(daemon)).isFalse();
            assertThat(serval.process().lines())
                    .anyMatch(line -> line.endsWith(" (--reload-mercy) and was killed"));
        }
    }

    private static Serval withDaemon() throws Exception {
        return Serval.serving(
                "--module",
                "echo.Echo",
                "--attach-daemon",
                "sh -c 'echo daemon is $$; exec sleep 600'");
    }

    private static long daemon(Serval serval, int n) {
        return Long.parseLong(serval.process().awaitLine("^daemon is (\\d+)$", n).group(1));
    }
}
