package dev.serval.control.measure;

import dev.serval.control.board.Histogram;
import dev.serval.control.log.EventLog;
import dev.serval.control.measure.Series.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Numbers of this process that have names. Any thread; told to the master by one. */
public final class Meters {

    private static final int MOST_SERIES = 500;
    private static final int MOST_AT_ONCE = 100;

    private final Map<Series, Meter> meters = new ConcurrentHashMap<>();
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final Map<Series, String> told = new HashMap<>();
    private final AtomicBoolean full = new AtomicBoolean();

    private sealed interface Meter {
        Reading reading();
    }

    private record Counter(LongAdder total) implements Meter {
        @Override
        public Reading reading() {
            return new Reading.Count(total.sum());
        }
    }

    private static final class Gauge implements Meter {
        private volatile double now;

        @Override
        public Reading reading() {
            return new Reading.Level(now);
        }
    }

    private static final class Timer implements Meter {
        private final Histogram histogram = Histogram.ofOneProcess();
        private long micros;

        synchronized void took(long time) {
            histogram.record(time);
            micros += time;
        }

        @Override
        public synchronized Reading reading() {
            return new Reading.Times(micros, histogram.read());
        }
    }

    /** It has happened, so many times more. */
    public void count(String name, long by, String... labels) {
        require(by >= 0, name, "is counted down");
        if (meter(Kind.COUNTER, name, labels) instanceof Counter counter) {
            counter.total.add(by);
        }
    }

    /** It is this large now. */
    public void gauge(String name, double value, String... labels) {
        require(Double.isFinite(value), name, "is set to no number");
        if (meter(Kind.GAUGE, name, labels) instanceof Gauge gauge) {
            gauge.now = value;
        }
    }

    /** It took this long. */
    public void time(String name, Duration took, String... labels) {
        require(!took.isNegative(), name, "took less than no time");
        if (meter(Kind.TIMER, name, labels) instanceof Timer timer) {
            timer.took(TimeUnit.NANOSECONDS.toMicros(took.toNanos()));
        }
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new IllegalArgumentException("the metric `%s` %s".formatted(name, what));
        }
    }

    /** Null when there are too many. */
    private @Nullable Meter meter(Kind kind, String name, String... labels) {
        Series series = new Series(kind, name, List.of(labels));
        Meter known = meters.get(series);
        return known == null ? begin(series) : known;
    }

    private @Nullable Meter begin(Series series) {
        series.check();
        Kind first = kinds.computeIfAbsent(series.name(), _ -> series.kind());
        require(first == series.kind(), series.name(), "is a %s already".formatted(first.word()));
        if (meters.size() >= MOST_SERIES) {
            if (full.compareAndSet(false, true)) {
                EventLog.line(
                        "there are more than %d series of metrics; `%s` and what follows is not counted"
                                .formatted(MOST_SERIES, series.name()));
            }
            return null;
        }
        return meters.computeIfAbsent(
                series,
                _ ->
                        switch (series.kind()) {
                            case COUNTER -> new Counter(new LongAdder());
                            case GAUGE -> new Gauge();
                            case TIMER -> new Timer();
                        });
    }

    /**
     * What has changed since this was asked for the last time, in parts of a fit size: by the words
     * for series, the words for readings. One thread at a time.
     */
    public synchronized List<Map<String, String>> changes() {
        List<Map<String, String>> parts = new ArrayList<>();
        Map<String, String> part = new HashMap<>();
        for (Map.Entry<Series, Meter> each : meters.entrySet()) {
            String now = each.getValue().reading().text();
            if (now.equals(told.put(each.getKey(), now))) {
                continue;
            }
            part.put(each.getKey().text(), now);
            if (part.size() == MOST_AT_ONCE) {
                parts.add(part);
                part = new HashMap<>();
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
