package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process beside the workers: its messages, its reloads, its deaths. */
class MuleTest {

    private Path folder;
    private Path ledger;
    private Serval serval;

    @BeforeEach
    void start() throws IOException {
        folder = Serval.emptyFolder();
        ledger = Files.createFile(folder.resolve("ledger"));
        serval = server("dev.serval.systemtests.apps.Carrier$Donkey").awaitServing();
        await(() -> lines().contains("begin 1"));
    }

    private Serval server(String mule) throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--master",
                                "--http",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "--mule",
                                mule));
        options.addAll(Serval.testApp("Carrier"));
        return Serval.run(
                folder, Map.of("LEDGER", ledger.toString()), options.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        serval.close();
    }

    @Test
    void itTakesMessagesAndIsToldToEnd() throws Exception {
        await(() -> serval.get("/a").body().equals("taken"));
        await(() -> lines().contains("/a"));
        assertThat(serval.stats()).contains("\"mules\":[{\"id\":1,\"class\":\"dev.serval.sys");

        serval.process().signal("TERM");

        assertThat(serval.process().awaitExit()).isZero();
        assertThat(lines()).endsWith("end");
    }

    @Test
    void aReloadBeginsTheNextOneAndEndsTheLast() throws Exception {
        serval.process().signal("HUP");

        await(() -> lines().stream().filter("begin 1"::equals).count() == 2);
        await(() -> lines().contains("end"));
        await(() -> serval.get("/b").body().equals("taken"));
        await(() -> lines().contains("/b"));
    }

    @Test
    void oneThatFailsOrIsKilledIsStartedAgain() throws Exception {
        await(() -> serval.get("/fail").body().equals("taken"));
        serval.process().awaitLine("mule 1 threw");
        serval.process().awaitLine("as planned");
        await(() -> lines().stream().filter("begin 1"::equals).count() == 2);

        Started.signal(serval.pid("mule 1", 2), "KILL");

        await(() -> lines().stream().filter("begin 1"::equals).count() == 3);
    }

    @Test
    void whatIsNoMuleIsSaid() throws Exception {
        serval.close();
        serval = server("dev.serval.systemtests.apps.Carrier");

        serval.process().awaitLine("Carrier does not implement dev.serval.app.Mule");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(ledger);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}
