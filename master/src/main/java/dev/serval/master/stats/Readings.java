package dev.serval.master.stats;

import dev.serval.control.measure.Reading;
import dev.serval.control.measure.Series;
import dev.serval.control.measure.Series.Kind;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Numbers that processes tell, of all together, those that are gone included. Any thread.
 *
 * <p>What a process says last may be read after its end is known: it is kept by process until
 * {@value #MOST_ENDED} others have ended.
 */
public final class Readings {

    private static final int MOST_ENDED = 16;

    /** Labels may differ from process to process. */
    private static final int MOST_SERIES = 5000;

    private static final Comparator<Series> BY_NAME =
            Comparator.comparing(Series::name)
                    .thenComparing(Series::kind)
                    .thenComparing(series -> String.join("\0", series.labels()));

    private final Map<Long, Map<Series, Reading>> processes = new HashMap<>();
    private final Deque<Long> ended = new ArrayDeque<>();
    private final Map<Series, Reading> gone = new HashMap<>();

    /**
     * @param readings what has changed, by {@link Series#text}: {@link Reading#text}
     */
    public synchronized void measured(long pid, Map<String, String> readings) {
        Map<Series, Reading> own = processes.computeIfAbsent(pid, _ -> new HashMap<>());
        readings.forEach((name, text) -> {
            Series series = Series.of(name);
            own.put(series, Reading.of(series.kind(), text));
        });
    }

    /** The process is gone: what it has counted stays, what it held does not. */
    public synchronized void ended(long pid) {
        if (processes.containsKey(pid)) {
            ended.add(pid);
        }
        if (ended.size() > MOST_ENDED) {
            Map<Series, Reading> last = processes.remove(ended.remove());
            if (last != null) {
                addPast(last, gone);
            }
        }
    }

    private static void addPast(Map<Series, Reading> past, Map<Series, Reading> to) {
        past.forEach((series, reading) -> {
            if (series.kind() != Kind.GAUGE) {
                add(series, reading, to);
            }
        });
    }

    private static void add(Series series, Reading reading, Map<Series, Reading> to) {
        if (to.size() < MOST_SERIES || to.containsKey(series)) {
            to.merge(series, reading, Reading::plus);
        }
    }

    /** All of it, by name. A name is one kind of number: what is said of it as another is not. */
    public synchronized SortedMap<Series, Reading> all() {
        SortedMap<Series, Reading> sum = new TreeMap<>(BY_NAME);
        sum.putAll(gone);
        processes.forEach((pid, readings) -> {
            if (ended.contains(pid)) {
                addPast(readings, sum);
            } else {
                readings.forEach((series, reading) -> add(series, reading, sum));
            }
        });
        Map<String, Kind> kinds = new HashMap<>();
        sum.keySet()
                .removeIf(series -> {
                    Kind first = kinds.putIfAbsent(series.name(), series.kind());
                    return first != null && first != series.kind();
                });
        return sum;
    }
}
