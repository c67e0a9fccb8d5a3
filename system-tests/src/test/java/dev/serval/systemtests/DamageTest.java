package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that hurt the JVM they run in. */
class DamageTest {

    @Test
    void aRequestThatTakesAllMemoryIsAnsweredAndItsWorkerReplaced() throws Exception {
        try (Serval serval = greedy("--jvm-opt=-Xmx64m")) {
            assertThat(serval.get("/heap").statusCode()).isEqualTo(500);
            serval.process().awaitLine("worker 1 .* has run out of memory: replacing it");
            serval.process().awaitLine("worker 1 \\(pid: \\d+\\) takes over");

            assertThat(serval.get("/").body().trim())
                    .isEqualTo(Long.toString(serval.pid("worker 1", 2)));
        }
    }

    @Test
    void aRequestThatTakesAllOfItsStackIsAnsweredAndItsWorkerServesOn() throws Exception {
        try (Serval serval = greedy()) {
            assertThat(serval.get("/stack").statusCode()).isEqualTo(500);

            assertThat(serval.get("/").body().trim())
                    .isEqualTo(Long.toString(serval.pid("worker 1", 1)));
        }
    }

    @Test
    void anExceptionIsReasonEnoughToReplaceAWorkerWhereThatIsAskedFor() throws Exception {
        try (Serval serval = greedy("--reload-on-exception")) {
            assertThat(serval.get("/throw").statusCode()).isEqualTo(500);

            serval.process().awaitLine("worker 1 .* has thrown an exception: replacing it");
            serval.process().awaitLine("worker 1 \\(pid: \\d+\\) takes over");
        }
    }

    /** Classes from a start-up cache take next to none of it. */
    @Test
    void classesThatTakeTooMuchAreReasonEnoughWhereALimitIsSet() throws Exception {
        try (Serval serval = greedy("--reload-on-metaspace", "1", "--aot-cache=false")) {
            serval.process().awaitLine("worker 1 .* has \\d+ MiB of classes: replacing it");

            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    private static Serval greedy(String... options) throws IOException {
        List<String> all = new ArrayList<>(Serval.testApp("Greedy"));
        all.addAll(List.of(options));
        return Serval.serving(all.toArray(String[]::new));
    }
}
