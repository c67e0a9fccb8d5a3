package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Commands of the operator's at times. The least time there is is a minute. */
class CronTest {

    private static final Duration A_MINUTE_AND_MORE = Duration.ofSeconds(100);

    @Test
    void commandsAreRunReportedAndKilled() throws Exception {
        Path folder = Serval.emptyFolder();
        Path written = folder.resolve("written");
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--master",
                                "--http",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "--cron",
                                "* * * * * echo \"$GREETING\" >>" + written,
                                "--cron2",
                                "minute=-1,unique=1 exit 7",
                                "--unique-cron",
                                "* * * * * sleep 1000",
                                "--cron",
                                "0 0 29 feb * echo never >>" + written,
                                "--cron-harakiri",
                                "1s"));
        options.addAll(Serval.testApp("Printer"));
        try (Serval serval =
                Serval.run(folder, Map.of("GREETING", "hi"), options.toArray(String[]::new))) {
            serval.awaitServing();
            assertThat(serval.stats()).contains("\"command\":\"exit 7\",\"unique\":1,\"pid\":0");

            await(() -> Files.exists(written) && Files.readString(written).startsWith("hi\n"));
            await(() -> said(serval, "`exit 7` (pid") && said(serval, "exit code 7"));
            await(() -> said(serval, "runs longer than 1000 ms and is killed"));
            await(() -> said(serval, "[cron] `sleep 1000` (pid"));
            await(() -> serval.stats().contains("\"runs\":1,\"failures\":1"));
            assertThat(written).content().doesNotContain("never");
        }
    }

    @Test
    void aMistakeIsShownInItsPlace() throws Exception {
        Path folder = Serval.emptyFolder();
        Path file = folder.resolve("serval.conf");
        Files.writeString(
                file,
                """
                serval {
                  http = "127.0.0.1:0"
                  module = catserve.CatServe
                  cron = ["0 25 * * * /bin/true"]
                }
                """);

        try (Serval serval = Serval.run(folder, Map.of(), "--config", file.toString())) {
            assertThat(serval.process().awaitExit()).isEqualTo(3);
            assertThat(String.join("\n", serval.process().lines()))
                    .contains("serval.conf:4")
                    .contains("25 is no hour; take 0 to 23")
                    .contains("^");
        }
    }

    private static boolean said(Serval serval, String part) {
        return serval.process().lines().stream().anyMatch(line -> line.contains(part));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(A_MINUTE_AND_MORE).until(condition);
    }
}
