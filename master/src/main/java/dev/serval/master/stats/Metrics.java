package dev.serval.master.stats;

import dev.serval.control.board.Latencies;
import dev.serval.control.board.Statuses;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects metrics in the order they are named. One thread. */
final class Metrics {

    private static final double MICROS = 1e6;

    /** From 128 microseconds to 67 seconds: where our own buckets end too. */
    private static final int FIRST_DOUBLING = 7;

    private static final int LAST_DOUBLING = 26;

    private final List<Supplier<MetricSnapshot>> all = new ArrayList<>();

    /** What can go up and down. */
    final class Gauge {

        private final GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder();

        private Gauge(String name, String help) {
            snapshot.name(name).help(help);
            all.add(snapshot::build);
        }

        void add(Labels labels, long value) {
            add(labels, (double) value);
        }

        void add(Labels labels, double value) {
            snapshot.dataPoint(
                    GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
        }
    }

    /** What only grows. */
    final class Counter {

        private final CounterSnapshot.Builder snapshot = CounterSnapshot.builder();

        private Counter(String name, String help) {
            snapshot.name(name).help(help);
            all.add(snapshot::build);
        }

        void add(Labels labels, long value) {
            add(labels, (double) value);
        }

        void add(Labels labels, double value) {
            snapshot.dataPoint(
                    CounterDataPointSnapshot.builder().labels(labels).value(value).build());
        }

        /** One for each class of status. */
        void add(Labels labels, Statuses statuses) {
            add(labels.add("class", "2xx"), statuses.ok());
            add(labels.add("class", "3xx"), statuses.redirects());
            add(labels.add("class", "4xx"), statuses.clientErrors());
            add(labels.add("class", "5xx"), statuses.serverErrors());
        }
    }

    /** How often which time was taken. */
    final class Histogram {

        private final HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder();

        private Histogram(String name, String help) {
            snapshot.name(name).help(help);
            all.add(snapshot::build);
        }

        void add(Labels labels, Latencies latencies, double seconds) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            long below = 0;
            for (int doubling = FIRST_DOUBLING; doubling <= LAST_DOUBLING; doubling++) {
                long upTo = latencies.below(1L << doubling);
                buckets.bucket((1L << doubling) / MICROS, upTo - below);
                below = upTo;
            }
            buckets.bucket(Double.POSITIVE_INFINITY, latencies.count() - below);
            snapshot.dataPoint(
                    HistogramDataPointSnapshot.builder()
                            .labels(labels)
                            .classicHistogramBuckets(buckets.build())
                            .sum(seconds)
                            .build());
        }
    }

    Gauge gauge(String name, String help) {
        return new Gauge(name, help);
    }

    Counter counter(String name, String help) {
        return new Counter(name, help);
    }

    Histogram histogram(String name, String help) {
        return new Histogram(name, help);
    }

    MetricSnapshots all() {
        return new MetricSnapshots(all.stream().map(Supplier::get).toList());
    }
}
