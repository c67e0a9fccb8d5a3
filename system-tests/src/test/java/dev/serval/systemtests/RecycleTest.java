package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecycleTest {

    private static final int CLIENTS = 6;
    private static final int RECYCLED = 50;

    @Test
    void fiftyWorkersThatHaveServedEnoughAreReplacedWithoutLosingARequest() throws Exception {
        try (Serval serval =
                        Serval.serving(
                                "--module",
                                "echo.Echo",
                                "-p",
                                "2",
                                "--max-requests",
                                "200",
                                "--min-worker-lifetime",
                                "1");
                Load load = Load.mixed(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            for (int worker = 1; worker <= RECYCLED; worker++) {
                serval.process().awaitLine("worker \\d \\(pid: \\d+\\) takes over", worker);
            }

            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    void moreAndFewerWorkersLoseNoRequest() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo");
                Load load = Load.mixed(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            for (int worker = 2; worker <= 6; worker++) {
                serval.process().signal("TTIN");
                serval.process().awaitLine("worker " + worker + " \\(pid: \\d+\\) ready");
            }
            for (int left = 5; left >= 1; left--) {
                serval.process().signal("TTOU");
                serval.process().awaitLine("workers: " + (left + 1) + " -> " + left);
            }
            serval.process().awaitLine("worker 2 \\(pid: \\d+\\) is gone, exit code 0");
            load.awaitMore(1);

            assertThat(load.failures()).isEmpty();
        }
    }
}
