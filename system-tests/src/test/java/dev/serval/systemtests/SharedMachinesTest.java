package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Two whole servers as two machines, and what they share in a Redis. */
class SharedMachinesTest {

    private final List<Serval> servers = new ArrayList<>();
    private RedisPeer redis;

    @BeforeEach
    void start() throws IOException {
        redis = RedisPeer.start();
    }

    @AfterEach
    void stop() {
        servers.forEach(Serval::close);
        redis.close();
    }

    private Serval server(String app, Map<String, String> environment, String... more)
            throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--http",
                                "127.0.0.1:0",
                                "-p",
                                "2",
                                "--shared",
                                redis.url(),
                                "--cache2",
                                "name=c,blocksize=1k",
                                "--queue",
                                "10"));
        options.addAll(Serval.testApp(app));
        options.addAll(List.of(more));
        Serval made = Serval.run(Serval.emptyFolder(), environment, options.toArray(String[]::new));
        servers.add(made);
        return made;
    }

    private Serval sharing() throws IOException {
        return server("Sharing", Map.of()).awaitServing();
    }

    @Test
    void whatOneMachineHasTheOtherHas() throws Exception {
        Serval one = sharing();
        Serval two = sharing();

        ask(one, "/put/k/v");
        assertThat(ask(two, "/get/k")).isEqualTo("v");
        ask(one, "/push/a");
        assertThat(ask(two, "/pull")).isEqualTo("a");
        assertThat(ask(one, "/large")).startsWith("not: the value has 100000 bytes");

        assertThat(ask(one, "/tell/hello")).isEqualTo("4");
        await(() -> ask(two, "/heard").equals("hello") && ask(one, "/heard").equals("hello"));
        Set<String> answered = new HashSet<>();
        await(() -> {
            answered.add(ask(two, "/call/who"));
            return answered.size() == 4;
        });

        assertThat(ask(one, "/hold")).isEqualTo("held");
        assertThat(ask(two, "/hold")).isEqualTo("not");
    }

    @Test
    void whatWasAnsweredIsThereWhenRedisIsKilledAndComesBack() throws Exception {
        Serval one = sharing();
        Serval two = sharing();
        int counted = 0;
        int failed = 0;
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 3; round++) {
                List<Future<String>> asked = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    Serval server = i % 2 == 0 ? one : two;
                    asked.add(many.submit(() -> ask(server, "/count")));
                    if (i == 50) {
                        asked.getFirst().get();
                        redis.kill();
                        redis.restart();
                    }
                }
                for (Future<String> each : asked) {
                    if (each.get().startsWith("not: ")) {
                        failed++;
                    } else {
                        counted++;
                    }
                }
            }
        }
        await(() -> !ask(one, "/get/n").startsWith("not: "));
        assertThat(Integer.parseInt(ask(one, "/get/n"))).isBetween(counted, counted + failed);
        assertThat(counted).isGreaterThan(100);
        await(() -> ask(two, "/call/who").matches("\\d+"));
    }

    @Test
    void oneMachineDoesWhatIsDueAndTheOtherWhenItDies() throws Exception {
        Path ledger = Files.createFile(Serval.emptyFolder().resolve("ledger"));
        Map<String, String> environment = Map.of("LEDGER", ledger.toString());
        Serval one = server("Ticking", environment).awaitServing();
        one.process().awaitLine("tasks at times: this server does them");
        Serval two = server("Ticking", environment).awaitServing();
        await(() -> ends(ledger).size() >= 3);
        assertThat(two.process().lines()).noneMatch(line -> line.contains("does them"));

        one.close();
        two.process().awaitLine("tasks at times: this server does them");
        int before = ends(ledger).size();
        await(() -> ends(ledger).size() >= before + 3);

        redis.kill();
        redis.restart();
        int then = ends(ledger).size();
        await(() -> ends(ledger).size() >= then + 3);
        two.process().signal("TERM");
        two.process().awaitExit();
        assertNothingTwice(ledger);
    }

    /** But for what had begun on the machine that died. */
    private static void assertNothingTwice(Path ledger) throws IOException {
        assertThat(ends(ledger)).doesNotHaveDuplicates();
        Map<String, Integer> begun = new HashMap<>();
        List<String> lines = Files.readAllLines(ledger);
        lines.stream()
                .filter(line -> line.startsWith("begin "))
                .forEach(line -> begun.merge(line.split(" ", -1)[1], 1, Integer::sum));
        assertThat(begun.values().stream().filter(times -> times > 1).count())
                .as("begun again: %s", lines)
                .isLessThanOrEqualTo(1);
    }

    private static List<String> ends(Path ledger) throws IOException {
        return Files.readAllLines(ledger).stream()
                .filter(line -> line.startsWith("end "))
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() throws Exception {
        Serval near = server("Sharing", Map.of(), "--cache2", "name=n,near=10");
        assertThat(near.process().awaitExit()).isEqualTo(2);
        near.process().awaitLine("cache n has near or store");
        Serval odd = server("Sharing", Map.of(), "--shared", "http://user:secret@example.org");
        assertThat(odd.process().awaitExit()).isEqualTo(2);
        assertThat(odd.process().lines()).noneMatch(line -> line.contains("secret"));
    }

    private static String ask(Serval serval, String path) throws Exception {
        String body = serval.get(path).body();
        return body.substring(body.indexOf(' ') + 1);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}
