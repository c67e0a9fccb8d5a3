package dev.serval.control.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is measured.
 *
 * @param kind what kind of number it is
 * @param name letters, digits and {@code _}
 * @param labels names and values in turn
 */
public record Series(Kind kind, String name, List<String> labels) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,99}");

    /** Endings that Prometheus gives a meaning to, and names of labels that it has itself. */
    private static final Pattern RESERVED =
            Pattern.compile(".*_(total|created|bucket|info|sum|count)");

    private static final Set<String> RESERVED_LABELS = Set.of("le", "quantile", "job", "instance");
    private static final int MOST_LABELS = 8;
    private static final int LONGEST_VALUE = 300;

    /** What kind of number it is. */
    public enum Kind {
        COUNTER,
        GAUGE,
        TIMER;

        /** As it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Series {
        labels = List.copyOf(labels);
    }

    /**
     * Looks whether an application may have it.
     *
     * @throws IllegalArgumentException if not
     */
    public void check() {
        require(NAME.matcher(name).matches(), "no name for a metric, which is letters, digits, _");
        require(!RESERVED.matcher(name).matches(), "a metric's name with an ending of Prometheus'");
        require(labels.size() % 2 == 0, "a metric with labels that are no pairs");
        require(labels.size() <= 2 * MOST_LABELS, "a metric with more than 8 labels");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < labels.size(); i += 2) {
            String label = labels.get(i);
            require(NAME.matcher(label).matches(), "a metric with a label that is no name");
            require(!RESERVED_LABELS.contains(label), "a metric with a label of Prometheus' own");
            require(names.add(label), "a metric that has a label twice");
            require(labels.get(i + 1).length() <= LONGEST_VALUE, "a metric with a long label");
        }
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("`%s` %s is %s".formatted(name, labels, what));
        }
    }

    /** In one word. */
    public String text() {
        StringBuilder out = new StringBuilder(kind.name()).append(' ').append(name);
        labels.forEach(each -> out.append(' ').append(URLEncoder.encode(each, UTF_8)));
        return out.toString();
    }

    /**
     * What {@link #text} has written.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Series of(String text) {
        String[] words = text.split(" ", -1);
        if (words.length < 2) {
            throw new IllegalArgumentException("a series has a kind and a name");
        }
        List<String> labels = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            labels.add(URLDecoder.decode(words[i], UTF_8));
        }
        return new Series(Kind.valueOf(words[0]), words[1], labels);
    }
}
