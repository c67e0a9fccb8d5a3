package dev.serval.master.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars of a Gradle project's run time class path. Only its own wrapper is asked: a Gradle of
 * another version may not understand the build. Blocks.
 */
final class GradlePath {

    private static final List<String> BUILDS = List.of("build.gradle", "build.gradle.kts");
    private static final Path ANSWER = Path.of("build/serval-dev.classpath");
    private static final Path QUESTION = Path.of("build/serval-dev.gradle");
    private static final String WRAPPER = "gradlew";

    /** Gradle has no task that tells it. */
    private static final String TASK =
            """
            rootProject { project ->
                project.afterEvaluate {
                    def path = project.sourceSets.main.runtimeClasspath
                    def answer = new File(project.projectDir, '%s')
                    project.tasks.register('servalClassPath') {
                        doLast {
                            answer.text = path.files.findAll { it.name.endsWith('.jar') }.join(':')
                        }
                    }
                }
            }
            """
                    .formatted(ANSWER);

    private GradlePath() {}

    /** Empty where there is no such project, or nobody to ask; the log says why. */
    static List<String> of(Path folder) {
        List<Path> builds =
                BUILDS.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
        if (builds.isEmpty()) {
            return List.of();
        }
        Path build = builds.getFirst();
        if (!Files.isExecutable(folder.resolve(WRAPPER))) {
            EventLog.line(
                    "dev: there is no ./%s to ask what %s asks for; jars in lib are used (gradle wrapper makes one)"
                            .formatted(WRAPPER, build.getFileName()));
            return List.of();
        }
        try {
            Files.createDirectories(folder.resolve(QUESTION).getParent());
            Files.writeString(folder.resolve(QUESTION), TASK, UTF_8);
        } catch (IOException e) {
            EventLog.line("dev: %s cannot be written (%s)".formatted(QUESTION, e.getMessage()));
            return List.of();
        }
        return new BuildTool(
                        "Gradle",
                        List.of(
                                "./" + WRAPPER,
                                "-q",
                                "--console=plain",
                                "-Dorg.gradle.configuration-cache=false",
                                "-I",
                                QUESTION.toString(),
                                "servalClassPath"),
                        Stream.concat(Stream.of(build), others()).toList(),
                        ANSWER)
                .jars(folder);
    }

    private static Stream<Path> others() {
        return Stream.of("settings.gradle", "settings.gradle.kts", "gradle/libs.versions.toml")
                .map(Path::of);
    }
}
