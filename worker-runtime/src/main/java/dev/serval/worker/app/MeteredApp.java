package dev.serval.worker.app;

import dev.serval.app.Metrics;
import dev.serval.control.measure.Meters;
import java.time.Duration;

/** What an application counts, as it sees it. Any thread. */
public record MeteredApp(Meters meters) implements Metrics {

    @Override
    public void count(String name, long by, String... labels) {
        meters.count(name, by, labels);
    }

    @Override
    public void gauge(String name, double value, String... labels) {
        meters.gauge(name, value, labels);
    }

    @Override
    public void time(String name, Duration took, String... labels) {
        meters.time(name, took, labels);
    }
}
