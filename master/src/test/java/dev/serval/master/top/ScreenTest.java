package dev.serval.master.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final long NOON = 1_795_608_000_000_000L;
    private static final String WORKER =
            """
            {"id":%d,"pid":%d,"accepting":%d,"status":"%s","generation":2,"requests":%d,
             "rss":104857600,"gc":{"count":1,"time":%d},"heap":{"used":20971520,"committed":0,"max":536870912},
             "last_spawn":%d,"respawn_count":3,"latency":{"p99":9,"buckets":{"63":%d}},
             "cores":[{"id":0,"req_info":{%s}},{"id":1,"req_info":{}}]}\
            """;

    private static final String SERVER =
            """
            {"version":"1.0","pid":7,"generation":2,"workers":[%s],
             "router":{"connections":4,"waiting":1,"requests":%d,"statuses":{"5xx":%d},
             "latency":{"buckets":{"63":%d}}}}\
            """;

    private final Snapshot before =
            Snapshot.of(
                    SERVER.formatted(
                            worker(1, 11, 100, "") + "," + worker(2, 12, 500, ""), 600, 0, 600),
                    NOON);

    private final Snapshot now =
            Snapshot.of(
                    SERVER.formatted(
                            worker(1, 11, 300, running("GET /\u001b[2J")) + "," + gone(2),
                            800,
                            2,
                            800),
                    NOON + 2_000_000);

    @Test
    void ratesAndPercentilesAreOfTheTimeBetween() {
        List<String> lines = new Screen(before, now).lines(200, 0, Sort.first());

        assertThat(lines.getFirst())
                .isEqualTo(
                        "serval 1.0  pid 7  gen 2  rps 100  p50 1.0 ms  p99 1.0 ms  5xx 1.00 %"
                                + "  waiting 1  open 4");
        assertThat(lines.get(3).strip().split(" +", -1))
                .containsExactly(
                        "1", "11", "busy", "100", "1/2", "1.0", "ms", "20/512M", "1.0%", "100M",
                        "300", "1h01m", "3", "2");
    }

    @Test
    void aWorkerWithoutAProcessHasNoNumberOfOne() {
        assertThat(new Screen(before, now).lines(200, 0, Sort.first()).get(4))
                .startsWith("  2       - cheap ");
    }

    @Test
    void aPathWritesNothingButItselfOnTheTerminal() {
        assertThat(new Screen(before, now).lines(200, 0, Sort.first()).getLast())
                .isEqualTo("slow now:  worker 1  3.0 s  GET /?[2J");
    }

    @Test
    void theLastLineStaysWhereThereIsLittleRoom() {
        List<String> lines = new Screen(before, now).lines(20, 4, Sort.first());

        assertThat(lines).hasSize(4).allMatch(line -> line.length() <= 20);
        assertThat(lines.getLast()).startsWith("q quit  s sort (numb");
    }

    @Test
    void theOrderGoesRound() {
        Sort sort = Sort.first();
        for (int i = 0; i < 4; i++) {
            sort = sort.next();
        }
        assertThat(sort).isEqualTo(Sort.first());
        assertThat(new Screen(before, before).lines(200, 0, Sort.first().next().next().next()))
                .anyMatch(line -> line.startsWith("  2 "));
    }

    private static String worker(int id, int pid, long requests, String running) {
        return WORKER.formatted(
                id,
                pid,
                1,
                running.isEmpty() ? "idle" : "busy",
                requests,
                requests * 100,
                NOON / 1_000_000 - 3_658,
                requests,
                running);
    }

    private static String gone(int id) {
        return WORKER.formatted(id, 0, 0, "cheap", 500, 0, 0, 500, "");
    }

    private static String running(String request) {
        return "\"request_start_micros\":%d,\"request\":\"%s\""
                .formatted(NOON - 1_000_000, request.replace("\u001b", "\\u001b"));
    }
}
