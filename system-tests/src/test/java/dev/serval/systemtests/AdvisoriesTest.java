package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.junit.jupiter.api.Test;

/**
 * No part of the distribution has a vulnerability of {@code packages/advisories.txt}, but for those
 * that {@code SECURITY.md} says are open.
 */
class AdvisoriesTest {

    private static final String DATE = "# Looked at: ";

    /**
     * A line of the list.
     *
     * @param library as GROUP:ARTIFACT
     */
    private record Advisory(String library, VersionRange affected, String id) {

        static Advisory of(String line) {
            String[] fields = line.split(" \\| ", -1);
            assertThat(fields).as(line).hasSize(4).doesNotContain("");
            return new Advisory(fields[0], range(fields[1]), fields[2]);
        }

        boolean concerns(Part part) {
            return library.equals(part.library())
                    && affected.containsVersion(new DefaultArtifactVersion(part.version()));
        }
    }

    private record Part(String library, String version) {}

    private static VersionRange range(String text) {
        try {
            return VersionRange.createFromVersionSpec(text);
        } catch (InvalidVersionSpecificationException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("..", "packages", "advisories.txt"));
    }

    private static List<Advisory> advisories() throws IOException {
        return lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Advisory::of)
                .toList();
    }

    private static Set<Part> parts() throws IOException {
        return PartsTest.parts().stream()
                .map(part ->
                        new Part(
                                part.get("group") + ":" + part.get("name"),
                                String.valueOf(part.get("version"))))
                .collect(Collectors.toSet());
    }

    /** What the page's list of open ones names. */
    private static Set<String> admitted() throws IOException {
        String page = Files.readString(Path.of("..", "SECURITY.md"));
        String section = page.substring(page.indexOf("#### Open"), page.indexOf("### Checksums"));
        return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                .matcher(section)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void noPartIsAffectedButByWhatThePageAdmits() throws IOException {
        Set<Part> parts = parts();
        List<Advisory> found =
                advisories().stream()
                        .filter(advisory -> parts.stream().anyMatch(advisory::concerns))
                        .toList();

        assertThat(found.stream().map(Advisory::id).collect(Collectors.toSet()))
                .as("of what is handed out: %s", found)
                .isEqualTo(admitted());
    }

    /** A name that is misspelt would never be found. */
    @Test
    void everyLineIsOfALibraryThatIsHandedOut() throws IOException {
        Set<String> libraries = parts().stream().map(Part::library).collect(Collectors.toSet());

        assertThat(advisories())
                .hasSizeGreaterThan(60)
                .allSatisfy(advisory -> assertThat(libraries).contains(advisory.library()));
    }

    @Test
    void versionsAreOrderedAsMavenOrdersThem() {
        Advisory advisory = Advisory.of("g:a | [1.67,1.80.2),[4.2.0.Final,4.2.13.Final) | ID | x");

        assertThat(List.of("1.67", "1.80", "1.80.1", "4.2.0", "4.2.9.Final"))
                .allMatch(version -> advisory.concerns(new Part("g:a", version)));
        assertThat(List.of("1.9", "1.80.2", "1.81", "4.2.0.Alpha1", "4.2.13", "4.2.13.Final"))
                .noneMatch(version -> advisory.concerns(new Part("g:a", version)));
    }

    /** The page says how old the list is. */
    @Test
    void theListAndThePageHaveOneDate() throws IOException {
        String date =
                lines().stream()
                        .filter(line -> line.startsWith(DATE))
                        .findFirst()
                        .orElseThrow()
                        .substring(DATE.length());

        assertThat(
                        Pattern.compile("looked at on (\\d{4}-\\d{2}-\\d{2})")
                                .matcher(Files.readString(Path.of("..", "SECURITY.md")))
                                .results()
                                .map((MatchResult found) -> found.group(1)))
                .containsExactly(date);
    }
}
