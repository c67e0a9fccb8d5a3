package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code serval THING}: what is run is recognised, and said in one line. */
class ThingTest {

    private final Path folder = Serval.emptyFolder();

    ThingTest() throws IOException {}

    private Serval start(String thing, String... options) throws IOException {
        String[] all = new String[options.length + 3];
        all[0] = thing;
        all[1] = "--http";
        all[2] = "127.0.0.1:0";
        System.arraycopy(options, 0, all, 3, options.length);
        return Serval.uncached(folder, List.of(all));
    }

    @Test
    void aRunnableJarIsRunAsAProgram() throws Exception {
        Files.copy(TestJar.web(), folder.resolve("web.jar"));
        try (Serval serval = start("web.jar").awaitServing()) {
            assertThat(serval.process().lines())
                    .contains(
                            "web.jar is a runnable jar (Web): run as --jar, told its port by PORT");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anExecutableFileIsRunAsAProgram() throws Exception {
        Path script = folder.resolve("a site");
        Files.writeString(
                script, "#!/bin/sh\nexec python3 -m http.server --bind 127.0.0.1 \"$PORT\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Serval serval = start("a site").awaitServing()) {
            assertThat(serval.process().lines())
                    .contains(
                            "a site is an executable file: run as --program, told its port by PORT");
            assertThat(serval.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aNameOfAClassIsAnApplication() throws Exception {
        try (Serval serval =
                start(
                                "dev.serval.systemtests.apps.Teller",
                                "--classpath",
                                Path.of("target", "test-classes").toAbsolutePath().toString())
                        .awaitServing()) {
            assertThat(serval.process().lines())
                    .contains(
                            "dev.serval.systemtests.apps.Teller is the name of a class: run as --module");
        }
    }

    /** Nothing is built here: what a build does is its own affair. */
    @ParameterizedTest
    @CsvSource({
        "pom.xml, '', 'Maven project, and is built first: mvn package, then serval ./target/NAME.jar'",
        "pom.xml, mvnw, 'Maven project, and is built first: ./mvnw package, then serval'",
        "build.gradle, '', 'Gradle project, and is built first: gradle build, then serval ./build/libs/NAME.jar'",
        "build.gradle.kts, gradlew, 'Gradle project, and is built first: ./gradlew build, then serval'",
    })
    void aProjectIsToldWhatIsToBeBuilt(String build, String wrapper, String told) throws Exception {
        Files.createFile(folder.resolve(build));
        if (!wrapper.isEmpty()) {
            Files.createFile(
                    folder.resolve(wrapper),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        assertRefused(". is the source of a " + told);

        Path output = build.startsWith("pom") ? Path.of("target") : Path.of("build/libs");
        Files.createDirectories(folder.resolve(output));
        Files.createFile(folder.resolve(output).resolve("shop-1.jar"));
        Files.createFile(folder.resolve(output).resolve("shop-1-plain.jar"));
        assertRefused("what it has built is run so: serval ./" + output.resolve("shop-1.jar"));
    }

    private void assertRefused(String why) throws Exception {
        try (Serval serval = start(".")) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            assertThat(serval.process().lines()).anyMatch(line -> line.contains(why));
        }
    }

    @Test
    void aConfigurationFileIsStillOne() throws Exception {
        Files.writeString(folder.resolve("app.ini"), "[serval]\nhttp = 127.0.0.1:0\n");
        try (Serval serval = start("app.ini")) {
            assertThat(serval.process().awaitExit()).isEqualTo(2);
            assertThat(serval.process().lines())
                    .contains(
                            "serval: there is nothing to serve; name an application: --module pkg.Class");
        }
    }
}
