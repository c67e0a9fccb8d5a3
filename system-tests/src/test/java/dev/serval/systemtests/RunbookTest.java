package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/runbook.md} has every line of the log, and no other. */
class RunbookTest {

    private static final Pattern CODE = Pattern.compile("(`+) ?(.+?) ?\\1(?!`)");

    /** What stands in the first column of its tables. */
    private static Set<String> told() throws IOException {
        Set<String> told = new TreeSet<>();
        for (String row : Files.readAllLines(Path.of("../docs/runbook.md"))) {
            if (row.startsWith("| `")) {
                CODE.matcher(row.substring(2, row.indexOf(" | ", 2)))
                        .results()
                        .map(match -> match.group(2))
                        .forEach(told::add);
            }
        }
        return told;
    }

    @Test
    void everyLineOfTheLogIsInTheRunbook() throws IOException {
        assertThat(LogCalls.said(LogCalls.sources()))
                .hasSizeGreaterThan(150)
                .as("docs/runbook.md lacks lines that the sources write")
                .isSubsetOf(told());
    }

    /** Lines that are put together elsewhere have their words in the sources, too. */
    @Test
    void everyLineOfTheRunbookIsWritten() throws IOException {
        List<String> sources = LogCalls.sources();
        Set<String> said = LogCalls.said(sources);
        String all = String.join("\n", sources).replaceAll("\"\\s*\\+\\s*\"", "");

        assertThat(told())
                .filteredOn(line -> !said.contains(line))
                .hasSizeLessThan(12)
                .allSatisfy(line ->
                        assertThat(Arrays.stream(line.split("…", -1)).map(String::strip))
                                .as("nothing writes: %s", line)
                                .allMatch(all::contains));
    }
}
