package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cache of which two workers have copies: what they may see, and when. */
class NearCacheTest {

    private static final Pattern HITS = Pattern.compile("\"hits\":(\\d+)");
    private static final Pattern MISSES = Pattern.compile("\"miss\":(\\d+)");

    private Serval serval;

    @BeforeEach
    void start() throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--http",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "-p",
                                "2",
                                "--threads",
                                "8",
                                "--cache2",
                                "name=near,near=1000"));
        options.addAll(Serval.testApp("Near"));
        serval =
                Serval.run(Serval.emptyFolder(), Map.of(), options.toArray(String[]::new))
                        .awaitServing();
    }

    @AfterEach
    void stop() {
        serval.close();
    }

    /**
     * A copy ends by itself after a second, so the one to know of a change only by that is slow.
     */
    @Test
    void aPutIsSeenByTheOtherWorkerAndForGood() throws Exception {
        for (int i = 0; i < 20; i++) {
            String value = "v" + i;
            assertThat(ask("/put/" + value)).endsWith(" " + value);
            Set<String> current = new HashSet<>();
            await(() -> {
                current.addAll(all("/get", 10));
                return current.stream().filter(each -> each.endsWith(" " + value)).count() == 2;
            });
            assertThat(all("/get", 20)).allMatch(each -> each.endsWith(" " + value));
        }
    }

    @Test
    void whatAProcessHasPutItSeesAtOnceAndNobodySeesTimeGoBack() throws Exception {
        assertThat(all("/own/2000", 12)).allMatch(each -> each.endsWith(" wrong 0"));
        assertThat(all("/forward/2000", 12)).allMatch(each -> each.endsWith(" back 0"));
    }

    @Test
    void whatIsAskedForAgainDoesNotReachTheMaster() throws Exception {
        ask("/put/x");
        long before = number(HITS) + number(MISSES);
        long begun = System.nanoTime();
        all("/get", 1000);
        long seconds = 1 + (System.nanoTime() - begun) / 1_000_000_000;

        // Each worker asks once a second, and cores that ask at once may all do.
        assertThat(number(HITS) + number(MISSES) - before).isLessThanOrEqualTo(seconds * 2 * 8);
    }

    private String ask(String path) throws Exception {
        return serval.get(path).body();
    }

    private long number(Pattern name) {
        Matcher found = name.matcher(serval.stats());
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }

    private List<String> all(String path, int times) throws Exception {
        List<String> answers = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(10)) {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                asked.add(many.submit(() -> ask(path)));
            }
            for (Future<String> each : asked) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}
