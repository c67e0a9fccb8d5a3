package dev.serval.master.stats;

import dev.serval.control.board.Latencies;
import dev.serval.control.measure.Reading;
import dev.serval.control.measure.Series;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** The application's own numbers among the metrics; their names begin with {@code app_}. */
final class AppMetrics {

    private static final String HELP = "The application's own";
    private static final double MICROS = 1e6;

    private final Metrics metrics;
    private final Map<String, Metrics.Counter> counters = new HashMap<>();
    private final Map<String, Metrics.Gauge> gauges = new HashMap<>();
    private final Map<String, Metrics.Histogram> histograms = new HashMap<>();

    AppMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    void add(SortedMap<Series, Reading> readings) {
        readings.forEach(this::add);
    }

    private void add(Series series, Reading reading) {
        String name = "app_" + series.name();
        Labels labels = Labels.of(series.labels().toArray(String[]::new));
        switch (reading) {
            case Reading.Count(long total) ->
                    counters.computeIfAbsent(name, _ -> metrics.counter(name, HELP))
                            .add(labels, total);
            case Reading.Level(double now) ->
                    gauges.computeIfAbsent(name, _ -> metrics.gauge(name, HELP)).add(labels, now);
            case Reading.Times(long micros, Latencies latencies) ->
                    histograms
                            .computeIfAbsent(name, _ -> metrics.histogram(name + "_seconds", HELP))
                            .add(labels, latencies, micros / MICROS);
        }
    }
}
