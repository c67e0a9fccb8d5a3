package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of parts, {@code sbom.json}, is whole, and each part's licence is one we know of. */
class PartsTest {

    /** Licences that let us hand it out under ours. What is not here is to be read first. */
    private static final Set<String> KNOWN =
            Set.of(
                    "Apache-2.0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    "EPL-2.0",
                    "MIT",
                    "MIT-0",
                    "CC0-1.0",
                    "GPL-2.0-with-classpath-exception",
                    "Bouncy Castle Licence");

    /**
     * Of JLine it is said "The BSD License", which the list takes for the oldest one; it is not.
     */
    private static final String OLDEST = "BSD-4-Clause";

    static List<Map<?, ?>> parts() throws IOException {
        return Json.objects(
                Json.object(Files.readString(Serval.HOME.resolve("sbom.json"))), "components");
    }

    private static String sha256(Path file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static Set<String> sums() throws IOException {
        return parts().stream()
                .flatMap(part -> Json.objects(part, "hashes").stream())
                .map(hash -> String.valueOf(hash.get("content")))
                .collect(Collectors.toSet());
    }

    @Test
    void everyJarOfTheDistributionIsInTheList() throws IOException {
        Set<String> sums = sums();
        try (Stream<Path> files = Files.walk(Serval.HOME)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jar")).toList())
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file ->
                            assertThat(sums)
                                    .as("sbom.json lacks %s", Serval.HOME.relativize(file))
                                    .contains(sha256(file)));
        }
    }

    @Test
    void everyPartHasALicenceThatIsKnown() throws IOException {
        assertThat(parts())
                .filteredOn(part -> !String.valueOf(part.get("group")).startsWith("dev.serval"))
                .hasSizeGreaterThan(80)
                .allSatisfy(part ->
                        assertThat(licences(part))
                                .as("%s %s", part.get("purl"), licences(part))
                                .anyMatch(licence -> isKnown(part, licence)));
    }

    private static boolean isKnown(Map<?, ?> part, String licence) {
        boolean jline = "org.jline".equals(part.get("group"));
        return KNOWN.contains(licence) || (jline && licence.equals(OLDEST));
    }

    private static List<String> licences(Map<?, ?> part) {
        return Json.objects(part, "licenses").stream()
                .map(each ->
                        each.get("license") instanceof Map<?, ?> licence
                                ? String.valueOf(
                                        licence.get("id") == null
                                                ? licence.get("name")
                                                : licence.get("id"))
                                : String.valueOf(each.get("expression")))
                .toList();
    }
}
