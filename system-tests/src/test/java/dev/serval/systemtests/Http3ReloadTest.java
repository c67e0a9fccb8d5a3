package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http3.Http3Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** No request over HTTP/3 is lost when processes come and go. */
class Http3ReloadTest {

    private static final int LARGE = 5_000_000;

    private final Path folder = Serval.emptyFolder();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger served = new AtomicInteger();

    Http3ReloadTest() throws IOException, InterruptedException {
        new OpenSsl(folder).selfSigned("one", "localhost");
    }

    @Test
    void reloadsUnderLoadLoseNothing() throws Exception {
        try (Serval serval = echo("-p", "2");
                Http3Client patient = Http3Client.to(serval.port("https"))) {
            var load = load(serval.port("https"));
            Http3Answer large = patient.beginWithoutReading(download(patient));
            for (int generation = 2; generation <= 3; generation++) {
                awaitMore();
                serval.process().signal("HUP");
                serval.process().awaitLine("generation " + generation + " serves");
                awaitMore();
            }
            // From the first router: what this client says reaches it by way of the third.
            large.readOn();

            assertThat(large.await().bytes()).isEqualTo(LARGE);
            patient.awaitEnd();
            ended.set(true);
            assertThat(load.get()).isEmpty();
        }
    }

    @Test
    void anUpgradeUnderLoadLosesNothing() throws Exception {
        Path control = Files.createTempDirectory("serval-http3").resolve("control");
        try (Serval serval = echo("--control", control.toString());
                Http3Client patient = Http3Client.to(serval.port("https"))) {
            var load = load(serval.port("https"));
            Http3Answer large = patient.beginWithoutReading(download(patient));
            awaitMore();
            long successor = UpgradeTest.upgrade(serval, control, 1);
            awaitMore();
            large.readOn();

            assertThat(large.await().bytes()).isEqualTo(LARGE);
            awaitMore();
            ended.set(true);
            assertThat(load.get()).isEmpty();
            Started.signal(successor, "TERM");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    @Test
    void aWorkerThatIsKilledFailsNoOtherRequest() throws Exception {
        try (Serval serval = echo("-p", "2")) {
            var load = load(serval.port("https"));
            awaitMore();
            Started.signal(serval.pid("worker 1", 1), "KILL");
            serval.awaitReady("worker 1", serval.pid("worker 1", 2));
            awaitMore();
            ended.set(true);

            // The one it was running, if it was running one.
            assertThat(load.get()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRequestUnderWayIsFinishedWhenTheServerEnds() throws Exception {
        try (Serval serval = echo();
                Http3Client client = Http3Client.to(serval.port("https"))) {
            Http3Answer large = client.beginWithoutReading(download(client));
            assertThat(client.get("/").status()).isEqualTo(200);
            serval.process().signal("TERM");
            Awaitility.await().atMost(Started.PATIENCE).until(client::isLeft);
            large.readOn();

            assertThat(large.await().bytes()).isEqualTo(LARGE);
            assertThat(serval.process().awaitExit()).isZero();
        }
    }

    private static Http3Headers download(Http3Client client) {
        return client.head("GET", "/bytes?n=" + LARGE);
    }

    private void awaitMore() {
        int before = served.get();
        Awaitility.await().atMost(Started.PATIENCE).until(() -> served.get() > before + 20);
    }

    private CompletableFuture<List<String>> load(int port) {
        return CompletableFuture.supplyAsync(() -> failures(port));
    }

    private List<String> failures(int port) {
        List<String> failures = new ArrayList<>();
        while (!ended.get()) {
            try (Http3Client client = Http3Client.to(port)) {
                whileItLasts(client, failures);
            } catch (Exception e) {
                failures.add(e.toString());
            }
        }
        return failures;
    }

    private void whileItLasts(Http3Client client, List<String> failures) throws Exception {
        while (!ended.get()) {
            Http3Answer answer = client.tryGet("/");
            if (answer == null) {
                return;
            }
            if (answer.status() != 200) {
                failures.add("status " + answer.status());
            }
            served.incrementAndGet();
        }
    }

    private Serval echo(String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("--module", "echo.Echo"));
        all.addAll(List.of("--https", "127.0.0.1:0,one.pem,one.key", "--http3"));
        all.addAll(List.of(more));
        return Serval.run(folder, Map.of(), all.toArray(String[]::new)).awaitServing();
    }
}
