package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheaperTest {

    private static final int CLIENTS = 6;

    @Test
    void theNumberOfWorkersFollowsTheLoadAndNoRequestIsLost() throws Exception {
        try (Serval serval =
                        Serval.serving(
                                "--module",
                                "echo.Echo",
                                "--processes",
                                "3",
                                "--cheaper",
                                "1",
                                "--cheaper-overload",
                                "1",
                                "--threads",
                                "2");
                Load trickle = Load.mixed(serval.port("http"), "/sleep?ms=1", 1)) {
            try (Load load = Load.mixed(serval.port("http"), "/sleep?ms=30", CLIENTS)) {
                serval.process().awaitLine("workers: 1 -> 2, \\d of 2 cores busy, \\d+ waiting");
                serval.awaitReady("worker 3", serval.pid("worker 3", 1));

                assertThat(load.failures()).isEmpty();
            }
            serval.process().awaitLine("workers: 3 -> 2, ");
            serval.process().awaitLine("worker 3 \\(pid: \\d+\\) is gone, exit code 0");

            assertThat(trickle.failures()).isEmpty();
            assertThat(trickle.answered()).isPositive();
            trickle.end();
            serval.process().awaitLine("workers: 2 -> 1, ");
        }
    }

    @Test
    void workersGoWhenNobodyComesAndTheNextRequestBringsThemBack() throws Exception {
        try (Serval serval = Serval.serving("--module", "echo.Echo", "-p", "2", "--idle", "1s")) {
            serval.process().awaitLine("workers: 2 -> 0, no request for 1 s");
            serval.process().awaitLine("worker 1 \\(pid: \\d+\\) is gone, exit code 0");

            HttpResponse<String> answer = serval.get("/");

            assertThat(answer.statusCode()).isEqualTo(200);
            serval.process().awaitLine("workers: 0 -> 2, somebody is waiting");
        }
    }

    @Test
    void aWorkerThatIsReachedDirectlyIsBroughtBackByAConnection() throws Exception {
        try (Serval serval =
                Serval.run(
                                Serval.emptyFolder(),
                                Map.of(),
                                "--http-socket",
                                "127.0.0.1:0",
                                "--module",
                                "echo.Echo",
                                "--idle",
                                "1s")
                        .awaitServing()) {
            serval.process().awaitLine("workers: 1 -> 0, no request for 1 s");
            serval.process().awaitLine("worker 1 \\(pid: \\d+\\) is gone, exit code 0");

            String answer =
                    Load.exchange(
                            serval.port("http-socket"),
                            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aServerMayEndWhenNobodyComes() throws Exception {
        try (Serval serval =
                Serval.serving("--module", "echo.Echo", "--idle", "1s", "--die-on-idle")) {
            assertThat(serval.process().awaitExit()).isZero();
        }
    }
}
