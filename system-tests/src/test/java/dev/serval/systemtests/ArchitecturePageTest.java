package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map is true: what it names is there, and what is there is named. */
class ArchitecturePageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static String page() {
        try {
            return Files.readString(ROOT.resolve("ARCHITECTURE.md"))
                    .replaceAll("(?s)```.*?```", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in backticks. */
    private static Set<String> names() {
        return Pattern.compile("`([^`\n]+)`")
                .matcher(page())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** Packages of the product, by their folders; examples and tests are no part of the map. */
    private static List<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> ROOT.relativize(file).toString())
                    .filter(file -> file.contains("src/main/java/dev/serval/"))
                    .filter(file -> !file.contains("target/"))
                    .map(file -> file.replaceFirst("^.*src/main/java/", ""))
                    .map(file -> file.replaceFirst("/package-info.java$", "").replace('/', '.'))
                    .toList();
        }
    }

    @Test
    void everyPackageIsOnTheMap() throws IOException {
        Set<String> names = names();
        Set<String> roots =
                packages().stream()
                        .filter(name -> name.chars().filter(c -> c == '.').count() <= 2)
                        .collect(Collectors.toSet());

        assertThat(packages())
                .hasSizeGreaterThan(80)
                .filteredOn(name -> !roots.contains(name))
                .allSatisfy(name -> {
                    String last = name.substring(name.lastIndexOf('.') + 1);
                    assertThat(names)
                            .as("ARCHITECTURE.md lacks `%s` (%s)", last, name)
                            .anyMatch(n -> n.equals(last) || n.endsWith("." + last));
                });
    }

    @Test
    void everyModuleOfTheMapIsThereAndEveryModuleIsOnIt() throws IOException {
        String page = page();
        List<String> modules =
                Pattern.compile("<module>([a-z-]+)</module>")
                        .matcher(
                                Files.readString(ROOT.resolve("pom.xml"))
                                        .replaceAll("(?s)<profile>.*?</profile>", ""))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        List<String> rows =
                Pattern.compile("(?m)^\\| (`.*?) \\|")
                        .matcher(page)
                        .results()
                        .map(MatchResult::group)
                        .toList();

        assertThat(modules)
                .hasSizeGreaterThan(10)
                .allSatisfy(module ->
                        assertThat(rows)
                                .as("ARCHITECTURE.md has no row for %s", module)
                                .anyMatch(row -> row.matches("(?s).*`" + module + "(/\\*)?`.*")));
        assertThat(rows)
                .flatExtracting(row ->
                        Pattern.compile("`([a-z-]+)")
                                .matcher(row)
                                .results()
                                .map(match -> match.group(1))
                                .toList())
                .allSatisfy(name -> assertThat(ROOT.resolve(name)).exists());
    }

    @Test
    void everyDecisionItNamesIsThere() {
        assertThat(
                        Pattern.compile("\\((docs/decisions/[^)]+)\\)")
                                .matcher(page())
                                .results()
                                .map(match -> match.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }
}
