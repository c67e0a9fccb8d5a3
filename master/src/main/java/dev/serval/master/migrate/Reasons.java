package dev.serval.master.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Why an option of uWSGI's has no counterpart here, and what to do instead. */
final class Reasons {

    private static final String TABLE = "reasons.txt";

    private record Rule(PathMatcher keys, String reason) {}

    private final List<Rule> rules;

    private Reasons(List<Rule> rules) {
        this.rules = rules;
    }

    /** Reads the table that comes along: {@code KEY,KEY* REASON} a line. */
    static Reasons load() {
        List<Rule> rules = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Reasons.class.getResourceAsStream(TABLE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(parts ->
                            rules.add(
                                    new Rule(
                                            FileSystems.getDefault()
                                                    .getPathMatcher("glob:{" + parts[0] + "}"),
                                            parts[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reasons(rules);
    }

    /** Empty for a word that is not uWSGI's, as far as is known here. */
    Optional<String> of(String key) {
        return rules.stream()
                .filter(rule -> rule.keys.matches(Path.of(key.replace('/', '_'))))
                .map(Rule::reason)
                .findFirst();
    }
}
