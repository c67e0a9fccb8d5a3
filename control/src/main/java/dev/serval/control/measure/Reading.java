package dev.serval.control.measure;

import dev.serval.control.board.Latencies;
import java.util.Map;
import java.util.TreeMap;

/** How much it is, from the start of a process until now. */
public sealed interface Reading {

    /**
     * @param total how often it has happened
     */
    record Count(long total) implements Reading {}

    /**
     * @param now how large it is
     */
    record Level(double now) implements Reading {}

    /**
     * @param micros all times together
     * @param latencies how often which time was taken
     */
    record Times(long micros, Latencies latencies) implements Reading {}

    /** Both together; the first where they are of different kinds. */
    default Reading plus(Reading more) {
        return switch (this) {
            case Count(long total) when more instanceof Count(long other) ->
                    new Count(total + other);
            case Level(double now) when more instanceof Level(double other) ->
                    new Level(now + other);
            case Times(long micros, Latencies all)
                    when more instanceof Times(long m, Latencies l) ->
                    new Times(micros + m, all.plus(l));
            default -> this;
        };
    }

    /** In one word, of characters that a form need not encode. */
    default String text() {
        return switch (this) {
            case Count(long total) -> Long.toString(total);
            case Level(double now) -> Double.toString(now);
            case Times(long micros, Latencies latencies) -> {
                StringBuilder out = new StringBuilder(Long.toString(micros));
                latencies
                        .buckets()
                        .forEach((at, n) -> out.append('_').append(at).append('-').append(n));
                yield out.toString();
            }
        };
    }

    /**
     * What {@link #text} has written.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Reading of(Series.Kind kind, String text) {
        return switch (kind) {
            case COUNTER -> new Count(Long.parseLong(text));
            case GAUGE -> new Level(Double.parseDouble(text));
            case TIMER -> times(text.split("_", -1));
        };
    }

    private static Times times(String... words) {
        Map<Integer, Long> buckets = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            int dash = words[i].indexOf('-');
            buckets.put(
                    Integer.parseInt(words[i].substring(0, Math.max(0, dash))),
                    Long.parseLong(words[i].substring(dash + 1)));
        }
        return new Times(Long.parseLong(words[0]), Latencies.of(buckets));
    }
}
