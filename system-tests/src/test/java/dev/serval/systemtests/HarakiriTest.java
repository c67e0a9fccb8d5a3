package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarakiriTest {

    @Test
    void aRequestThatSleepsIsAnswered504AndItsWorkerServesOn() throws Exception {
        try (Serval serval = patient("--harakiri", "1")) {
            assertThat(serval.get("/sleep?ms=60000").statusCode()).isEqualTo(504);
            serval.process().awaitLine("HARAKIRI on worker 1 core \\d+: GET /sleep has run for");
            serval.process().awaitLine("at .*systemtests\\.apps\\.Patient\\.handle\\(");

            assertThat(serval.get("/").body().trim())
                    .isEqualTo(Long.toString(serval.pid("worker 1", 1)));
        }
    }

    @Test
    void aRequestThatSleepsHurtsNoNeighbour() throws Exception {
        try (Serval serval = patient("--harakiri", "3", "--threads", "60")) {
            var stuck = async(serval, "/sleep?ms=60000");
            var neighbours = neighbours(serval);

            assertThat(stuck.get().statusCode()).isEqualTo(504);
            for (var neighbour : neighbours) {
                assertThat(neighbour.get().statusCode()).isEqualTo(200);
            }
            assertThat(serval.get("/").body().trim())
                    .isEqualTo(Long.toString(serval.pid("worker 1", 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spin", "/lock"})
    void aRequestThatCannotBeInterruptedHasItsWorkerReplacedAndHurtsNoNeighbour(String path)
            throws Exception {
        try (Serval serval =
                patient("--harakiri", "3", "--harakiri-grace", "100ms", "--threads", "60")) {
            var stuck = async(serval, path);
            var neighbours = neighbours(serval);
            serval.process()
                    .awaitLine("worker 1 \\(pid: \\d+\\) has 1 stuck request: replacing it");
            long second = serval.pid("worker 1", 2);
            serval.process().awaitLine("only stuck requests are left");

            assertThat(stuck.get().statusCode()).isEqualTo(504);
            for (var neighbour : neighbours) {
                assertThat(neighbour.get().statusCode()).isEqualTo(200);
            }
            assertThat(serval.get("/").body().trim()).isEqualTo(Long.toString(second));
        }
    }

    @Test
    void anApplicationMayAskForMoreTime() throws Exception {
        try (Serval serval = patient("--harakiri", "1")) {
            assertThat(serval.get("/longer?ms=2500").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPathMayHaveALimitOfItsOwn() throws Exception {
        try (Serval serval =
                patient(
                        "--harakiri",
                        "1",
                        "--harakiri-route",
                        "/sleep=0",
                        "--harakiri-route",
                        "/other/slow=10s")) {
            assertThat(serval.get("/sleep?ms=1600").statusCode()).isEqualTo(200);
            assertThat(serval.get("/other?ms=60000").statusCode()).isEqualTo(504);
            assertThat(serval.get("/other/slow/one?ms=1600").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatIsServedWithoutARouterIsAnswered504Too() throws Exception {
        try (Serval serval = patient("--harakiri", "1", "--http-socket", "127.0.0.1:0")) {
            String answer =
                    Load.exchange(
                            serval.port("http-socket"),
                            "GET /sleep?ms=60000 HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 504 ");
        }
    }

    private static List<CompletableFuture<HttpResponse<String>>> neighbours(Serval serval) {
        List<CompletableFuture<HttpResponse<String>>> neighbours = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            neighbours.add(async(serval, "/sleep?ms=2500"));
        }
        return neighbours;
    }

    private static CompletableFuture<HttpResponse<String>> async(Serval serval, String path) {
        CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        answer.complete(serval.get(path));
                    } catch (IOException | InterruptedException e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }

    private static Serval patient(String... options) throws IOException {
        List<String> all = new ArrayList<>(Serval.testApp("Patient"));
        all.addAll(List.of(options));
        return Serval.serving(all.toArray(String[]::new));
    }
}
