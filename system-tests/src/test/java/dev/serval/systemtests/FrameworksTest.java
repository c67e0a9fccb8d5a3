package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Applications of frameworks that bring their own HTTP server, unchanged. Each is a project of its
 * own, built by Maven when it has changed.
 */
class FrameworksTest {

    private static final Path PROJECTS = Path.of("src", "test", "programs");
    private static final Path BUILT = Path.of("target", "programs").toAbsolutePath();

    private static Path built(String name) throws Exception {
        Path project = PROJECTS.resolve(name).toAbsolutePath();
        Path folder = BUILT.resolve(name);
        Path stamp = folder.resolve("built");
        if (!Files.exists(stamp)
                || newest(project).compareTo(Files.getLastModifiedTime(stamp)) > 0) {
            copy(project, folder);
            List<String> build = List.of("mvn", "-B", "-ntp", "-q", "package", "-DskipTests");
            Map<String, String> jdk = Map.of("JAVA_HOME", System.getProperty("java.home"));
            try (Started maven = Started.command(folder, jdk, build)) {
                assertThat(maven.awaitExit(Started.LONG)).as("%s", maven.lines()).isZero();
            }
            Files.writeString(stamp, "");
        }
        return folder.resolve("target");
    }

    private static FileTime newest(Path folder) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : files(folder)) {
            FileTime changed = Files.getLastModifiedTime(file);
            newest = changed.compareTo(newest) > 0 ? changed : newest;
        }
        return newest;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(file));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "boot, boot.jar, hello from Spring Boot",
        "quarkus, quarkus-app/quarkus-run.jar, hello from Quarkus",
    })
    void aRunnableJarServes(String name, String jar, String text) throws Exception {
        Path file = built(name).resolve(jar);
        serves(text, file.toString());
    }

    /** It is told that it may not be served without a port, and is given one. */
    @Test
    void springBootOnNettyFallsBackToAProgramWithAPort() throws Exception {
        Path jar = built("boot-flux").resolve("boot-flux.jar");
        serves("hello from WebFlux", jar.toString());
        try (Serval serval =
                Serval.run(
                        Serval.emptyFolder(),
                        Map.of(),
                        "--http",
                        "127.0.0.1:0",
                        "--boot",
                        jar.toString())) {
            serval.process().awaitLine("boot-flux.jar brings Netty ");
            assertThat(serval.process().awaitExit()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "micronaut, hello from Micronaut",
        "helidon, hello from Helidon",
        "vertx, hello from Vert.x",
    })
    void aProgramWithAClassPathServes(String name, String text) throws Exception {
        Path target = built(name);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        serves(
                text,
                "--program",
                "%s -cp '%s/classes:%s/lib/*' %s.Application"
                        .formatted(java, target, target, name));
    }

    private static void serves(String text, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        all.addAll(List.of(words));
        try (Serval serval = Serval.uncached(Serval.emptyFolder(), all).awaitServing()) {
            assertThat(serval.get("/hello").body()).isEqualTo(text);
            serval.process().signal("HUP");
            serval.process().awaitLine("^reload: generation 2 serves");
            assertThat(serval.get("/hello").body()).isEqualTo(text);
            serval.process().signal("TERM");
            assertThat(serval.process().awaitExit()).isZero();
        }
    }
}
