package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Processes that are stopped (SIGSTOP) and so answer nobody. */
class FreezeTest {

    private static final int CLIENTS = 8;
    private static final int CORES = 2;
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @Test
    void aFrozenWorkerIsReplacedAndTakesOnlyWhatItHad() throws Exception {
        try (Serval serval = echo();
                Load load = Load.on(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            load.awaitAnswered(200);

            Started.signal(serval.pid("worker 1", 1), "STOP");
            serval.process().awaitLine("killing worker 1 .*has shown no sign of life for");
            serval.awaitReady("worker 1", serval.pid("worker 1", 2));
            load.awaitMore(200);

            assertThat(load.failures()).hasSizeLessThanOrEqualTo(CORES);
        }
    }

    @Test
    void whatAFrozenWorkerHasNotReadIsAskedOfAnother() throws Exception {
        try (Serval serval = echo()) {
            try (Load before = Load.posting(serval.port("http"), "/", CLIENTS)) {
                before.awaitAnswered(200);
            }
            Started.signal(serval.pid("worker 1", 1), "STOP");
            try (Load load = Load.posting(serval.port("http"), "/", CLIENTS)) {
                serval.process().awaitLine("killing worker 1 .*has shown no sign of life for");
                serval.awaitReady("worker 1", serval.pid("worker 1", 2));
                load.awaitMore(200);

                assertThat(load.failures()).isEmpty();
            }
        }
    }

    @Test
    void aFrozenRouterIsReplacedAndNobodyWhoWaitedIsRefused() throws Exception {
        try (Serval serval = echo();
                Load load = Load.on(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            load.awaitAnswered(200);

            Started.signal(serval.pid("router 1", 1), "STOP");
            serval.process().awaitLine("killing router 1 .*has shown no sign of life for");
            serval.awaitReady("router 1", serval.pid("router 1", 2));
            load.awaitMore(200);

            assertThat(load.failures()).hasSizeLessThanOrEqualTo(CLIENTS);
            assertThat(load.failures()).noneMatch(why -> why.contains("refused"));
        }
    }

    @Test
    void aFrozenMasterIsNotMissedUntilItIsNeeded() throws Exception {
        try (Serval serval = echo();
                Load load = Load.mixed(serval.port("http"), "/sleep?ms=5", CLIENTS)) {
            load.awaitAnswered(200);

            serval.process().signal("STOP");
            Instant longer = Instant.now().plus(SILENCE).plusSeconds(1);
            while (Instant.now().isBefore(longer)) {
                load.awaitMore(100);
            }
            serval.process().signal("CONT");
            serval.process().signal("HUP");
            serval.process().awaitLine("reload: generation 2 serves");

            assertThat(load.failures()).isEmpty();
        }
    }

    private static Serval echo() throws Exception {
        return Serval.serving(
                "--module",
                "echo.Echo",
                "-p",
                "2",
                "--threads",
                Integer.toString(CORES),
                "--worker-silence",
                Long.toString(SILENCE.toSeconds()));
    }
}
