package dev.serval.master.stats;

import dev.serval.control.board.Counters;
import dev.serval.control.board.Latencies;
import dev.serval.control.board.Statuses;
import dev.serval.control.measure.Reading;
import dev.serval.control.measure.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What workers that are programs have done, which routers tell for them. */
public final class ProgramTotals {

    private static final List<String> OF_WORKERS = List.of("pool", "workers", "backend");
    private static final String WORKER = "worker ";

    private ProgramTotals() {}

    /**
     * By the worker's number.
     *
     * @param upstreams what routers tell
     */
    public static Map<Integer, Counters> of(Readings upstreams) {
        Map<Integer, Counters> totals = new HashMap<>();
        upstreams
                .all()
                .forEach((series, reading) -> {
                    List<String> labels = series.labels();
                    if (labels.size() > OF_WORKERS.size()
                            && labels.subList(0, OF_WORKERS.size()).equals(OF_WORKERS)
                            && reading instanceof Reading.Count(long total)) {
                        String number = labels.get(OF_WORKERS.size()).substring(WORKER.length());
                        totals.merge(
                                Integer.valueOf(number), counted(series, total), Counters::plus);
                    }
                });
        return totals;
    }

    private static Counters counted(Series series, long total) {
        boolean requests = series.name().equals("answers");
        boolean micros = series.name().equals("micros");
        boolean harakiris = series.name().equals("harakiris");
        return new Counters(
                requests ? total : 0,
                micros ? total : 0,
                0,
                0,
                0,
                0,
                harakiris ? total : 0,
                0,
                Statuses.NONE,
                Latencies.NONE);
    }
}
