package dev.serval.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** {@code serval dev} in projects whose build knows what libraries there are. */
class DevBuildTest {

    private static final Path LIBRARY =
            Path.of("target", "conflicts", "config-1.4.1.jar").toAbsolutePath();

    private final Path folder = Serval.emptyFolder();

    DevBuildTest() throws IOException {
        Files.writeString(folder.resolve("serval.conf"), "serval.module = \"Shop\"\n");
        Path code = Files.createDirectories(folder.resolve("src/main/java"));
        Files.writeString(
                code.resolve("Shop.java"),
                Workshop.app(
                        "return Response.text(com.typesafe.config.ConfigFactory"
                                + ".parseString(\"a = 7\").getString(\"a\"));"));
    }

    @Test
    void mavenIsAskedOnceUntilItsFileChanges() throws Exception {
        Files.writeString(folder.resolve("pom.xml"), pom(""));
        try (Workshop shop = Workshop.in(folder)) {
            shop.awaitLine("^dev: asking Maven for the class path, once until pom.xml changes", 1);
            assertThat(shop.body("/")).isEqualTo("7");

            shop.save(
                    "src/main/java/Shop.java",
                    Workshop.app(
                            "return Response.text(com.typesafe.config.ConfigFactory"
                                    + ".parseString(\"a = 8\").getString(\"a\"));"));
            shop.awaitServed(1);
            assertThat(shop.body("/")).isEqualTo("8");
            assertThat(shop.serval().process().lines())
                    .filteredOn(line -> line.startsWith("dev: asking Maven"))
                    .hasSize(1);

            shop.save("pom.xml", pom("<description>newer</description>"));
            shop.awaitLine("^dev: asking Maven", 2);
            shop.awaitServed(2);
            assertThat(shop.body("/")).isEqualTo("8");
        }
    }

    private static String pom(String more) {
        return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>shop</groupId><artifactId>shop</artifactId><version>1</version>%s
          <dependencies>
            <dependency><groupId>com.typesafe</groupId><artifactId>config</artifactId><version>1.4.1</version></dependency>
          </dependencies>
        </project>
        """
                .formatted(more);
    }

    @Test
    void whatMavenSaysWhenItFailsIsSaidToo() throws Exception {
        Files.writeString(folder.resolve("pom.xml"), pom("<packaging>none</packaging>"));
        try (Serval serval =
                Serval.run(folder, java.util.Map.of(), "dev", "--http", "127.0.0.1:0")) {
            serval.process()
                    .awaitLine(
                            "^dev: Maven does not say what pom.xml asks for \\(mvn .* ended with 1:"
                                    + " .*packaging");
            serval.process().awaitLine("error: package com.typesafe.config does not exist");
        }
    }

    /** In the place of Gradle stands a script that is called as Gradle is. */
    @Test
    void gradleIsAskedByTheWrapperOfTheProject() throws Exception {
        Files.writeString(folder.resolve("build.gradle"), "plugins { id 'java' }\n");
        Path wrapper =
                Files.writeString(
                        folder.resolve("gradlew"),
                        """
                        #!/bin/sh
                        set -e
                        for last; do :; done
                        while [ "$1" != -I ]; do shift; done
                        grep -q "register('$last')" "$2"
                        answer=$(sed -n "s/.*new File(project.projectDir, '\\(.*\\)').*/\\1/p" "$2")
                        printf %%s '%s' >"$answer"
                        """
                                .formatted(LIBRARY));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Workshop shop = Workshop.in(folder)) {
            shop.awaitLine("^dev: asking Gradle for the class path, once until build.gradle", 1);
            assertThat(shop.body("/")).isEqualTo("7");
        }
    }

    @Test
    void gradleWithoutAWrapperIsNotAskedAndThatIsSaid() throws Exception {
        Files.writeString(folder.resolve("build.gradle.kts"), "plugins { java }\n");
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Files.copy(LIBRARY, lib.resolve("config.jar"));
        try (Workshop shop = Workshop.in(folder)) {
            shop.awaitLine(
                    "^dev: there is no ./gradlew to ask what build.gradle.kts asks for; jars in lib",
                    1);
            assertThat(shop.body("/")).isEqualTo("7");
        }
    }
}
