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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caches, locks, topics, calls and the ring, over several workers, reloads and deaths. */
class SharedTest {

    private Serval serval;

    @BeforeEach
    void start() throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--master",
                                "--http",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "-p",
                                "3",
                                "--cache2",
                                "name=c,items=1000,blocksize=1k",
                                "--queue",
                                "10"));
        options.addAll(Serval.testApp("Sharing"));
        serval =
                Serval.run(Serval.emptyFolder(), Map.of(), options.toArray(String[]::new))
                        .awaitServing();
    }

    @AfterEach
    void stop() {
        serval.close();
    }

    @Test
    void aCacheIsSeenByAllWorkersAndOutlivesThem() throws Exception {
        assertThat(ask("/get/k").word()).isEqualTo("-");
        ask("/put/k/v");
        assertThat(pids("/get/k", "v")).hasSizeGreaterThan(1);
        assertThat(ask("/large").word())
                .isEqualTo("not: the value has 100000 bytes, and cache c takes 1024 (blocksize)");

        serval.process().signal("HUP");
        await(() -> serval.stats().contains("\"generation\":2"));

        assertThat(ask("/get/k").word()).isEqualTo("v");
        assertThat(serval.stats()).contains("\"caches\":[{\"name\":\"c\",\"max_items\":1000");
    }

    @Test
    void whatIsAddedUpAtOnceIsNotLost() throws Exception {
        all("/count", 200);
        all("/unsafe", 100);

        assertThat(ask("/get/n").word()).isEqualTo("200");
        assertThat(ask("/get/u").word()).as("under a lock").isEqualTo("100");
    }

    @Test
    void aLockIsFreeWhenItsHolderIsKilled() throws Exception {
        Answer holder = ask("/hold");
        assertThat(holder.word()).isEqualTo("held");
        assertThat(ask("/hold").word()).isEqualTo("not");
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<Answer> waiting = one.submit(() -> ask("/take"));

            Started.signal(holder.pid(), "KILL");

            // The request may have been with the one that was killed.
            Answer taken = waiting.get();
            assertThat(taken.word().isEmpty() ? ask("/take").word() : taken.word())
                    .startsWith("token ");
        }
    }

    @Test
    void aMessageReachesAllWorkersAndACallOne() throws Exception {
        assertThat(ask("/tell/hello").word()).isEqualTo("3");
        Set<Long> heard = new HashSet<>();
        await(() -> {
            Answer answer = ask("/heard");
            assertThat(answer.word()).isIn("", "hello");
            if (answer.word().equals("hello")) {
                heard.add(answer.pid());
            }
            return heard.size() == 3;
        });

        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            answered.add(ask("/call/who").word());
        }
        assertThat(answered).as("in turn").hasSize(3);
        assertThat(ask("/call/fail").word()).startsWith("not: it failed");
        assertThat(ask("/call/nobody").word()).isEqualTo("not: nobody offers nobody");
        serval.process().awaitLine("as planned");
    }

    @Test
    void theRingIsOneForAll() throws Exception {
        for (int i = 0; i < 12; i++) {
            ask("/push/" + i);
        }
        assertThat(ask("/pull").word()).isEqualTo("2");
        assertThat(ask("/pull").word()).isEqualTo("3");
    }

    @Test
    void cachesThatAreTooLargeForTheMasterAreRefused() throws Exception {
        List<String> options =
                List.of("--module", "hello.Hello", "--http", "127.0.0.1:0", "--cache2");
        List<String> large = new ArrayList<>(options);
        large.add("name=c,bytes=1g");
        try (Serval refused =
                Serval.run(Serval.emptyFolder(), Map.of(), large.toArray(String[]::new))) {
            assertThat(refused.process().awaitExit()).isEqualTo(2);
            refused.process().awaitLine("take 1024 MB together.*SERVAL_MASTER_HEAP=2368m");
        }
        try (Serval served =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of("SERVAL_MASTER_HEAP", "2368m"),
                        large.toArray(String[]::new))) {
            served.awaitServing();
        }
    }

    private record Answer(long pid, String word) {}

    private Answer ask(String path) throws Exception {
        String body = serval.get(path).body();
        int space = body.indexOf(' ');
        // An error of the router's, where its worker was killed.
        return space < 0 || !Character.isDigit(body.charAt(0))
                ? new Answer(0, "")
                : new Answer(Long.parseLong(body.substring(0, space)), body.substring(space + 1));
    }

    private Set<Long> pids(String path, String word) throws Exception {
        Set<Long> pids = new HashSet<>();
        for (Answer answer : all(path, 60)) {
            assertThat(answer.word()).isEqualTo(word);
            pids.add(answer.pid());
        }
        return pids;
    }

    private List<Answer> all(String path, int times) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(10)) {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                asked.add(many.submit(() -> ask(path)));
            }
            for (Future<Answer> each : asked) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}
