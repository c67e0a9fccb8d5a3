package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code bin/serval} tells the JVM: a Java that writes its words stands in its place. */
class StartScriptTest {

    private static final String LOOKS = "-Dserval.cache=";

    private final Path home = Serval.emptyFolder();
    private final Path java = Serval.emptyFolder();
    private final Path caches = Serval.emptyFolder();

    StartScriptTest() throws IOException {}

    @BeforeEach
    void install() throws IOException {
        Files.createDirectory(home.resolve("bin"));
        Files.copy(Serval.HOME.resolve("bin/serval"), home.resolve("bin/serval"));
        Files.createDirectory(home.resolve("lib"));
        Files.writeString(home.resolve("lib/serval-master-1.jar"), "a jar");
        Files.createDirectory(caches.resolve("serval"));
        Files.createDirectories(java.resolve("bin"));
        Files.createDirectories(java.resolve("lib"));
        Files.writeString(java.resolve("lib/modules"), "modules");
        Files.copy(Path.of(System.getProperty("java.home"), "release"), java.resolve("release"));
        Path program = java.resolve("bin/java");
        Files.writeString(program, "#!/bin/sh\nfor word; do echo \"$word\"; done\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theMasterIsToldWhereACacheWouldBeAndTakesTheOneThatIsThere() throws Exception {
        Path cache = place(words());
        assertThat(words()).noneMatch(word -> word.startsWith("-XX:AOTCache"));

        Files.writeString(cache, "a cache");

        assertThat(words())
                .contains("-XX:AOTCache=" + cache, "-XX:+VerifySharedSpaces")
                .endsWith("dev.serval.master.MasterMain", "--http", ":8000 and more");
    }

    @Test
    void aJarThatHasChangedWantsAnotherCache() throws Exception {
        Path before = place(words());
        Files.writeString(home.resolve("lib/serval-master-1.jar"), "other");

        assertThat(place(words())).isNotEqualTo(before);
    }

    @Test
    void aJdkThatHasChangedWantsAnotherCache() throws Exception {
        Path before = place(words());
        Files.writeString(java.resolve("lib/modules"), "other");

        assertThat(place(words())).isNotEqualTo(before);
    }

    @Test
    void theZoneOfTheClockMakesNoDifference() throws Exception {
        assertThat(place(words(Map.of("TZ", "Asia/Tokyo")))).isEqualTo(place(words()));
    }

    @Test
    void withOptionsInTheEnvironmentThereIsNone() throws Exception {
        Files.writeString(place(words()), "a cache");

        assertThat(words(Map.of("JAVA_TOOL_OPTIONS", "-Xss2m")))
                .noneMatch(word -> word.startsWith("-XX:AOTCache") || word.startsWith(LOOKS));
    }

    @Test
    void aCacheThatBelongsToSomebodyElseIsNotUsed() throws Exception {
        Path cache = place(words());
        Files.createSymbolicLink(cache, ofSomebodyElse());

        assertThat(words()).noneMatch(word -> word.startsWith("-XX:AOTCache"));
    }

    /** Root's for others; for root, that of another user's process. */
    private static Path ofSomebodyElse() throws IOException {
        Path ours = Files.createTempFile("serval", "somebody");
        if (!Files.getOwner(Path.of("/proc/1/status")).equals(Files.getOwner(ours))) {
            return Path.of("/etc/passwd");
        }
        Files.setOwner(
                ours,
                ours.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
        return ours;
    }

    private static Path place(List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith(LOOKS))
                .map(word -> Path.of(word.substring(LOOKS.length())))
                .findFirst()
                .orElseThrow();
    }

    private List<String> words() throws Exception {
        return words(Map.of());
    }

    private List<String> words(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put(Serval.JAVA, java.toString());
        environment.put(AotCache.HOME, caches.toString());
        List<String> command =
                List.of(home.resolve("bin/serval").toString(), "--http", ":8000 and more");
        try (Started script = Started.command(Serval.emptyFolder(), environment, command)) {
            assertThat(script.awaitExit()).isZero();
            return script.lines();
        }
    }
}
