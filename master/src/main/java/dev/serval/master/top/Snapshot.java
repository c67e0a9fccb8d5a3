package dev.serval.master.top;

import dev.serval.control.board.Latencies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server said at one moment.
 *
 * @param takenMicros when, microseconds since 1970
 * @param generation what new processes are started from
 * @param router what clients see
 * @param workers by number
 * @param spools queues of jobs
 */
record Snapshot(
        long takenMicros,
        String version,
        long pid,
        long generation,
        Router router,
        List<Worker> workers,
        List<Spool> spools) {

    /**
     * @param tasks attempts at jobs so far, of all its spoolers
     */
    record Spool(String name, long ready, long delayed, long running, long dead, long tasks) {}

    /**
     * @param errors answers of 500 and up
     */
    record Router(long requests, long errors, long open, long waiting, Latencies latencies) {}

    /**
     * @param status idle, busy, or without a process
     * @param heap in use, in bytes
     * @param collecting microseconds in garbage collections, since its start; 0 if nobody asked
     * @param since when its process was started, seconds since 1970
     */
    record Worker(
            long id,
            long pid,
            boolean ready,
            String status,
            long generation,
            long requests,
            long exceptions,
            long harakiris,
            long rss,
            long heap,
            long heapMax,
            long collecting,
            long since,
            long spawns,
            Latencies latencies,
            List<Running> cores) {

        long busy() {
            return cores.stream().filter(core -> core.since() > 0).count();
        }
    }

    /**
     * What one core does.
     *
     * @param since microseconds since 1970; 0 for nothing
     */
    record Running(long since, String request) {}

    static Snapshot of(String document, long takenMicros) {
        JsonTree all = JsonTree.parse(document);
        JsonTree router = all.object("router");
        return new Snapshot(
                takenMicros,
                all.text("version"),
                all.number("pid"),
                all.number("generation"),
                new Router(
                        router.number("requests"),
                        router.object("statuses").number("5xx"),
                        router.number("connections"),
                        router.number("waiting"),
                        latencies(router)),
                all.objects("workers").stream().map(Snapshot::worker).toList(),
                all.objects("spools").stream()
                        .map(spool -> spool(spool, all.objects("spoolers")))
                        .toList());
    }

    private static Spool spool(JsonTree spool, List<JsonTree> spoolers) {
        String name = spool.text("name");
        return new Spool(
                name,
                spool.number("ready"),
                spool.number("delayed"),
                spool.number("running"),
                spool.number("dead"),
                spoolers.stream()
                        .filter(s -> s.text("spool").equals(name))
                        .mapToLong(s -> s.number("tasks"))
                        .sum());
    }

    private static Worker worker(JsonTree worker) {
        return new Worker(
                worker.number("id"),
                worker.number("pid"),
                worker.number("accepting") == 1,
                worker.text("status"),
                worker.number("generation"),
                worker.number("requests"),
                worker.number("exceptions"),
                worker.number("harakiri_count"),
                worker.number("rss"),
                worker.object("heap").number("used"),
                worker.object("heap").number("max"),
                worker.object("gc").number("time"),
                worker.number("last_spawn"),
                worker.number("respawn_count"),
                latencies(worker),
                worker.objects("cores").stream().map(Snapshot::running).toList());
    }

    private static Running running(JsonTree core) {
        JsonTree request = core.object("req_info");
        return new Running(request.number("request_start_micros"), request.text("request"));
    }

    private static Latencies latencies(JsonTree of) {
        Map<Integer, Long> buckets = new HashMap<>();
        JsonTree told = of.object("latency").object("buckets");
        told.fields().keySet().forEach(b -> buckets.put(Integer.valueOf(b), told.number(b)));
        return Latencies.of(buckets);
    }
}
