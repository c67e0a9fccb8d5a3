package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application does at times, on one of its workers, whoever comes and goes. */
class ScheduleTest {

    private Path ledger;
    private Serval serval;

    @BeforeEach
    void start() throws IOException {
        Path folder = Serval.emptyFolder();
        ledger = Files.createFile(folder.resolve("ledger"));
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--master",
                                "--http",
                                "127.0.0.1:0",
                                "--stats",
                                "127.0.0.1:0",
                                "-p",
                                "3"));
        options.addAll(Serval.testApp("Ticking"));
        serval =
                Serval.run(
                                folder,
                                Map.of("LEDGER", ledger.toString()),
                                options.toArray(String[]::new))
                        .awaitServing();
    }

    @AfterEach
    void stop() {
        serval.close();
    }

    @Test
    void oneWorkerDoesItAndStatisticsSaySo() throws Exception {
        awaitTicks(3);

        assertThat(leaders()).hasSize(1);
        await(() -> stats().contains("\"name\":\"tick\",\"when\":\"every 1s\""));
        await(() -> stats().contains("\"last_outcome\":\"failed\""));
        assertThat(stats())
                .contains("\"name\":\"never\",\"when\":\"0 0 29 2 *\",\"last_due\":0")
                .contains("\"crons\":[]");
        serval.process().awaitLine("task fail threw");
        assertNothingTwice(ticks());
    }

    @Test
    void aReloadHandsItOnWithoutOneTooManyOrTooFew() throws Exception {
        awaitTicks(1);
        for (int reload = 2; reload <= 4; reload++) {
            serval.process().signal("HUP");
            String wanted = "\"generation\":" + reload;
            await(() -> stats().contains(wanted));
            awaitTicks(ticks().size() + 2);
        }

        List<Tick> ticks = ticks();
        assertNothingTwice(ticks);
        assertThat(leaders()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(ticks.getLast().due() - ticks.getFirst().due())
                .as("a second each, and none is missing")
                .isEqualTo(ticks.size() - 1L);
    }

    @Test
    void anotherOneGoesOnWhenItIsKilled() throws Exception {
        awaitTicks(1);
        long first = ticks().getLast().pid();

        Started.signal(first, "KILL");

        await(() -> ticks().stream().anyMatch(tick -> tick.pid() != first));
        awaitTicks(ticks().size() + 2);
        List<Tick> since = ticks().stream().filter(tick -> tick.pid() != first).toList();
        assertNothingTwice(since);
        assertThat(since).extracting(Tick::pid).containsOnly(since.getFirst().pid());
    }

    private record Tick(long due, long pid, boolean begun) {}

    /** Those that have begun; whether they are one after the other is checked on the way. */
    private List<Tick> ticks() throws IOException {
        return lines().stream().filter(Tick::begun).toList();
    }

    private List<Tick> lines() throws IOException {
        List<Tick> ticks = new ArrayList<>();
        for (String line : Files.readAllLines(ledger)) {
            String[] words = line.split(" ", -1);
            ticks.add(
                    new Tick(
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            words[0].equals("begin")));
        }
        return ticks;
    }

    private Set<Long> leaders() throws IOException {
        Set<Long> pids = new HashSet<>();
        ticks().forEach(tick -> pids.add(tick.pid()));
        return pids;
    }

    private void assertNothingTwice(List<Tick> begun) throws IOException {
        assertThat(begun).extracting(Tick::due).doesNotHaveDuplicates();
        long last = 0;
        for (Tick line : lines()) {
            if (!line.begun() && line.pid() == begun.getLast().pid()) {
                assertThat(line.due()).as("one after the other").isGreaterThanOrEqualTo(last);
                last = line.due();
            }
        }
    }

    private void awaitTicks(int count) {
        await(() -> ticks().size() >= count);
    }

    private String stats() throws Exception {
        return serval.stats();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Started.PATIENCE).until(condition);
    }
}
