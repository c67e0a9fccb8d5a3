package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The image, in a container with little memory, few threads and nothing to write to but /tmp. */
@ExtendWith(WithEngine.class)
class ContainerTest {

    private static final long MEMORY = 512L << 20;
    private static final List<String> SMALL =
            List.of(
                    "--read-only",
                    "--tmpfs=/tmp:exec",
                    "--memory=" + MEMORY,
                    "--pids-limit=400",
                    "--health-interval=1s");

    private static Engine engine;
    private static Container shared;

    @BeforeAll
    static void start(Images images) throws Exception {
        engine = images.engine();
        shared = Container.serving(engine, SMALL, "Boxed", "-p", "2");
    }

    @AfterAll
    static void end() throws Exception {
        if (shared != null) {
            shared.close();
        }
    }

    @Test
    void itServesAsNobodyInParticularAndIsWell() throws Exception {
        assertThat(ask("/").statusCode()).isEqualTo(200);
        assertThat(shared.exec("id", "-u")).hasValue("10001");
        Awaitility.await("health")
                .atMost(Container.PATIENCE)
                .until(() -> shared.inspect("{{.State.Health.Status}}").equals("healthy"));
    }

    @Test
    void whatItIsStandsOnIt() throws Exception {
        assertThat(shared.inspect("{{index .Config.Labels \"org.opencontainers.image.title\"}}"))
                .isEqualTo("Serval");
        assertThat(shared.inspect("{{index .Config.Labels \"org.opencontainers.image.version\"}}"))
                .matches("\\d+\\.\\d+.*");
    }

    @Test
    void theStartUpCacheOfTheImageIsUsed() throws Exception {
        String worker = ask("/").body().strip();

        for (String process : List.of("1", worker)) {
            assertThat(shared.exec("cat", "/proc/" + process + "/maps").orElseThrow())
                    .contains("/var/cache/serval/serval-");
        }
        assertThat(shared.log()).doesNotContain("start-up cache");
    }

    @Test
    void anotherSizeOfTheHeapUsesTheSameCache() throws Exception {
        try (Container sized =
                Container.serving(engine, SMALL, "Boxed", "-p", "3", "--jvm-opt=-Xmx64m")) {
            String worker = Serval.get(sized.uri("/")).body().strip();

            assertThat(sized.exec("cat", "/proc/" + worker + "/maps").orElseThrow())
                    .contains("/var/cache/serval/serval-");
        }
    }

    @Test
    void theHeapsOfWorkersTakeHalfOfTheMemory() throws Exception {
        assertThat(Long.parseLong(ask("/most").body().strip())).isBetween(MEMORY / 5, MEMORY / 4);
    }

    @Test
    void whatAWorkerLeavesBehindIsReaped() throws Exception {
        String orphan = ask("/orphan").body().strip();

        Awaitility.await("process " + orphan)
                .atMost(Container.PATIENCE)
                .until(() -> shared.exec("test", "-e", "/proc/" + orphan).isEmpty());
    }

    @Test
    void aFullHeapCostsOneRequest() throws Exception {
        assertThat(ask("/heap").statusCode()).isEqualTo(500);

        assertItServesOn();
    }

    @Test
    void aWorkerThatTakesAllMemoryIsKilledAndReplaced() throws Exception {
        assertThat(ask("/native").statusCode()).isEqualTo(502);

        shared.awaitLog("worker \\d \\(pid: \\d+\\) died, killed by signal 9");
        assertItServesOn();
    }

    @Test
    void aWorkerThatTakesAllThreadsIsNotTheEnd() throws Exception {
        assertThat(Integer.parseInt(ask("/threads").body().strip())).isLessThan(400);

        assertItServesOn();
    }

    private static void assertItServesOn() throws Exception {
        Awaitility.await("an answer")
                .atMost(Container.PATIENCE)
                .until(() -> ask("/").statusCode() == 200);
        assertThat(shared.inspect("{{.State.Running}} {{.RestartCount}}")).isEqualTo("true 0");
    }

    @Test
    void aStopLetsARequestFinish() throws Exception {
        try (Container stopping = Container.serving(engine, SMALL, "Boxed")) {
            var slow =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            return Serval.get(stopping.uri("/sleep?ms=3000"));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
            stopping.awaitLog("asleep");
            engine.docker("stop", "-t", "120", stopping.id());

            assertThat(slow.join().body()).isEqualTo("awake\n");
            assertThat(stopping.inspect("{{.State.ExitCode}}")).isEqualTo("0");
        }
    }

    private static HttpResponse<String> ask(String path) throws Exception {
        return Serval.get(shared.uri(path));
    }
}
