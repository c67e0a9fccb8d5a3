package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Java that masters and commands under test are started with: the one of the tests, which takes
 * classes from an archive that the first of them has left. The JVM checks the archive against the
 * jars, and does without where it does not fit or there is none. What a master starts gets the real
 * Java. With that one the pages are typed, packages and images are tried.
 */
final class QuickJava {

    private static final Path REAL = Path.of(System.getProperty("java.home"));

    private static @Nullable Path home;

    private QuickJava() {}

    /** A folder for {@code SERVAL_JAVA_HOME}. */
    static synchronized Path home() throws IOException {
        if (home == null) {
            Path folder = Path.of("target", "java-" + AotCache.buildTime()).toAbsolutePath();
            Path archive = folder.resolve("master.jsa");
            if (!Files.exists(archive)) {
                record(folder, archive);
            }
            home = Files.exists(archive) ? made(folder, "-XX:SharedArchiveFile=" + archive) : REAL;
        }
        return home;
    }

    /** For a command of Serval's. */
    static Map<String, String> environment() throws IOException {
        return Map.of("SERVAL_JAVA_HOME", home().toString());
    }

    /** Written when the master ends; in its place once it is whole. */
    private static void record(Path folder, Path archive) throws IOException {
        Path draft = folder.resolve("draft.jsa");
        Path recording = made(folder.resolve("recording"), "-XX:ArchiveClassesAtExit=" + draft);
        List<String> command =
                List.of(
                        Serval.HOME.resolve("bin/serval").toString(),
                        "--http",
                        "127.0.0.1:0",
                        "--module",
                        "hello.Hello",
                        "--aot-cache=false");
        Map<String, String> environment =
                Map.of("SERVAL_JAVA_HOME", recording.toString(), AotCache.HOME, folder.toString());
        try (Started master = Started.command(Serval.emptyFolder(), environment, command)) {
            master.awaitLine("^serving ");
            master.signal("TERM");
            assertThat(master.awaitExit()).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (Files.exists(draft)) {
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** What a Java home is known by, with an option more in front of all others. */
    private static Path made(Path folder, String option) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(
                REAL.resolve("release"),
                folder.resolve("release"),
                StandardCopyOption.REPLACE_EXISTING);
        Path java = bin.resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nexec '%s' '%s' -Xlog:cds=off -Xlog:aot=off \"$@\"\n"
                        .formatted(REAL.resolve("bin/java"), option));
        if (!java.toFile().setExecutable(true, false)) {
            throw new IOException(java + " cannot be made executable");
        }
        return folder;
    }
}
