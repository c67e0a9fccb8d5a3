package dev.serval.master.stats;

import dev.serval.control.measure.Reading;
import dev.serval.control.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One backend of a pool, by what the routers tell of it.
 *
 * @param busy requests it has now
 * @param out whether it is left alone, by one event loop at least
 * @param answers it has given
 * @param failures of requests to it
 */
record UpstreamRow(
        String pool, String backend, long busy, boolean out, long answers, long failures) {

    /** The labels of each series that a router tells: pool, backend and perhaps more. */
    private static final int POOL = 1;

    private static final int BACKEND = 3;

    private UpstreamRow with(String name, long value) {
        return switch (name) {
            case "busy" -> new UpstreamRow(pool, backend, busy + value, out, answers, failures);
            case "out" -> new UpstreamRow(pool, backend, busy, out || value > 0, answers, failures);
            case "answers" -> new UpstreamRow(pool, backend, busy, out, answers + value, failures);
            case "failures" -> new UpstreamRow(pool, backend, busy, out, answers, failures + value);
            default -> this;
        };
    }

    static List<UpstreamRow> of(Readings readings) {
        Map<String, UpstreamRow> rows = new TreeMap<>();
        for (Map.Entry<Series, Reading> each : readings.all().entrySet()) {
            List<String> labels = each.getKey().labels();
            String pool = labels.get(POOL);
            String backend = labels.get(BACKEND);
            long value =
                    switch (each.getValue()) {
                        case Reading.Count(long total) -> total;
                        case Reading.Level(double now) -> Math.round(now);
                        case Reading.Times _ -> 0;
                    };
            rows.merge(
                    pool + "\0" + backend,
                    new UpstreamRow(pool, backend, 0, false, 0, 0)
                            .with(each.getKey().name(), value),
                    (row, _) -> row.with(each.getKey().name(), value));
        }
        return new ArrayList<>(rows.values());
    }
}
