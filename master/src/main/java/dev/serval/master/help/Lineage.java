package dev.serval.master.help;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.Option;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where options come from: since which version they are there, and what uWSGI has of them. */
public final class Lineage {

    private static final String FIRST_RELEASE = "0.1.0";

    /**
     * What uWSGI has by the same name.
     *
     * @param fallback its default there; empty if it is the same or there is none
     * @param difference what is different here; empty for nothing
     */
    public record Counterpart(String fallback, String difference) {

        /** In a few words. */
        public String text() {
            String other = fallback.isEmpty() ? "" : "; default there " + fallback;
            return (difference.isEmpty() ? "the same" : difference) + other;
        }
    }

    private final Map<String, String> since = new HashMap<>();
    private final Map<String, Counterpart> counterparts = new HashMap<>();

    private Lineage() {}

    /** Reads the two tables that come along. */
    public static Lineage load() {
        Lineage lineage = new Lineage();
        for (String line : lines("since.txt")) {
            String[] parts = line.split(" ", 2);
            for (String name : parts[1].split(",", -1)) {
                lineage.since.put(name.strip(), parts[0]);
            }
        }
        for (String line : lines("uwsgi.txt")) {
            String[] parts = line.split("\\|", 3);
            String fallback = parts[1].strip();
            lineage.counterparts.put(
                    parts[0].strip(),
                    new Counterpart(fallback.equals("-") ? "" : fallback, parts[2].strip()));
        }
        return lineage;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Lineage.class.getResourceAsStream(resource));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return lines.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version that had it first. */
    public String since(Option<?> option) {
        return since.getOrDefault(option.name(), FIRST_RELEASE);
    }

    /** Empty for an option that uWSGI has not. */
    public Optional<Counterpart> uwsgi(Option<?> option) {
        return Optional.ofNullable(counterparts.get(option.name()));
    }

    /** The names of all options that are told of. */
    Set<String> names() {
        Set<String> names = new HashSet<>(since.keySet());
        names.addAll(counterparts.keySet());
        return names;
    }
}
