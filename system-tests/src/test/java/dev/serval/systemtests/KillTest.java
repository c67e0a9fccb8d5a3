package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KillTest {

    private static final int CLIENTS = 16;
    private static final int CORES = 4;

    @Test
    void aKilledWorkerTakesNoRequestWithItButThoseItRan() throws Exception {
        try (Serval serval = echo();
                Load load = Load.on(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            load.awaitAnswered(200);

            Started.signal(serval.pid("worker 1", 1), "KILL");
            serval.awaitReady("worker 1", serval.pid("worker 1", 2));
            load.awaitMore(200);

            assertThat(load.failures()).hasSizeLessThanOrEqualTo(CORES);
        }
    }

    @Test
    void aKilledRouterTakesNoClientWithItThatWasNotYetAccepted() throws Exception {
        try (Serval serval = echo();
                Load load = Load.on(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            load.awaitAnswered(200);

            Started.signal(serval.pid("router 1", 1), "KILL");
            serval.awaitReady("router 1", serval.pid("router 1", 2));
            load.awaitMore(200);

            assertThat(load.failures()).hasSizeLessThanOrEqualTo(CLIENTS);
            assertThat(load.failures()).noneMatch(why -> why.contains("refused"));
        }
    }

    @Test
    void aKilledMasterLeavesNoProcessBehind() throws Exception {
        try (Serval serval = echo();
                Load load = Load.on(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            load.awaitAnswered(100);
            List<ProcessHandle> family =
                    Awaitility.await("a router and two workers, and no chrt")
                            .atMost(Started.PATIENCE)
                            .until(
                                    () -> serval.process().handle().descendants().toList(),
                                    found -> found.size() == 3);

            serval.process().signal("KILL");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> family.stream().noneMatch(Started::runs));
        }
    }

    @Test
    void aStuckWorkerIsNoReasonToOutliveTheMaster() throws Exception {
        try (Serval serval = echo();
                Load stuck = Load.on(serval.port("http"), "/sleep?ms=4000", 1)) {
            serval.get("/");
            List<ProcessHandle> family = serval.process().handle().descendants().toList();

            serval.process().signal("KILL");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> family.stream().noneMatch(Started::runs));
            assertThat(stuck.answered()).isZero();
        }
    }

    private static Serval echo() throws Exception {
        return Serval.serving(
                "--module", "echo.Echo", "-p", "2", "--threads", Integer.toString(CORES));
    }
}
