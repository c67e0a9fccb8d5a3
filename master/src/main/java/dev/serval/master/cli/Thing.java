package dev.serval.master.cli;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.master.source.RunnableJar;
import dev.serval.master.source.SourceModule;
import dev.serval.master.source.WarMount;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a word on the command line that is no option stands for: {@code serval THING}.
 *
 * @param argument the option that would say the same
 * @param why what it was taken for, in one line for the operator; empty for a configuration file
 */
record Thing(Argument argument, String why) {

    private static final Pattern CLASS_NAME =
            Pattern.compile(
                    "(?:[\\p{L}_$][\\p{L}\\p{N}_$]*\\.)*\\p{Lu}[\\p{L}\\p{N}_$]*(?:::\\w+)?");
    private static final Pattern CONFIGURATION =
            Pattern.compile(".*\\.(?:conf|ini|json|properties)");

    /** Versions that are tried with {@code --boot}. */
    private static final Pattern BRIDGED = Pattern.compile("(?:3\\.[5-9]|4\\.).*");

    private static final Pattern PLAIN = Pattern.compile("[\\w./+@%:-]+");

    /**
     * Recognises it.
     *
     * @throws OptionException if it is something that cannot be run as it is
     */
    static Thing of(String word) {
        Path path = Path.of(word);
        if (SourceModule.isOne(word)) {
            return new Thing(
                    new Argument("module", word),
                    "%s is a source file: compiled, and run as --module".formatted(word));
        }
        if (WarMount.isOne(word) || Files.isDirectory(path.resolve("WEB-INF"))) {
            return new Thing(
                    new Argument("war", word), "%s is a web application: --war".formatted(word));
        }
        if (word.endsWith(".jar")) {
            return jar(word, path);
        }
        if (Files.isDirectory(path)) {
            throw folder(word, path);
        }
        if (CONFIGURATION.matcher(word).matches()) {
            return file(word);
        }
        if (Files.isRegularFile(path) && Files.isExecutable(path)) {
            return new Thing(
                    new Argument("program", quoted(path)),
                    "%s is an executable file: run as --program, told its port by PORT"
                            .formatted(word));
        }
        if (!Files.exists(path) && CLASS_NAME.matcher(word).matches()) {
            return new Thing(
                    new Argument("module", word),
                    "%s is the name of a class: run as --module".formatted(word));
        }
        return file(word);
    }

    private static Thing file(String word) {
        return new Thing(new Argument(word.endsWith(".ini") ? "ini" : "config", word), "");
    }

    private static Thing jar(String word, Path path) {
        RunnableJar jar = RunnableJar.of(word, path.toAbsolutePath().normalize());
        return jar.isBoot()
                ? boot(word, jar)
                : new Thing(
                        new Argument("jar", word),
                        "%s is a runnable jar (%s): run as --jar, told its port by PORT"
                                .formatted(word, jar.main()));
    }

    /** The one place where it is decided how an application of Spring Boot's is run. */
    private static Thing boot(String word, RunnableJar jar) {
        if (jar.tomcat() && BRIDGED.matcher(jar.boot()).matches()) {
            return new Thing(
                    new Argument("boot", word),
                    "%s is a Spring Boot application (%s, Spring Boot %s) with Tomcat: run as --boot, without a port of its own"
                            .formatted(word, jar.main(), jar.boot()));
        }
        return new Thing(
                new Argument("jar", word),
                "%s is a Spring Boot application (%s, Spring Boot %s): run as --jar, told its port by SERVER_PORT"
                        .formatted(word, jar.main(), jar.boot()));
    }

    private static OptionException folder(String word, Path folder) {
        if (Files.exists(folder.resolve("pom.xml"))) {
            return project(
                    word, folder, "Maven", tool(folder, "mvnw", "mvn") + " package", "target");
        }
        for (String file : List.of("build.gradle", "build.gradle.kts")) {
            if (Files.exists(folder.resolve(file))) {
                String build = tool(folder, "gradlew", "gradle") + " build";
                return project(word, folder, "Gradle", build, "build/libs");
            }
        }
        return OptionException.combination(
                "%s is a folder, and nothing in it says what is to be run; name a jar, a WAR, a source file, a class or a program"
                        .formatted(word));
    }

    /** The wrapper that a project brings, if it does. */
    private static String tool(Path folder, String wrapper, String command) {
        return Files.isExecutable(folder.resolve(wrapper)) ? "./" + wrapper : command;
    }

    private static OptionException project(
            String word, Path folder, String tool, String build, String output) {
        List<String> built = built(folder.resolve(output));
        return OptionException.combination(
                built.isEmpty()
                        ? "%s is the source of a %s project, and is built first: %s, then serval %s"
                                .formatted(
                                        word,
                                        tool,
                                        build,
                                        folder.resolve(output).resolve("NAME.jar"))
                        : "%s is the source of a %s project; what it has built is run so: serval %s"
                                .formatted(word, tool, String.join(", or serval ", built)));
    }

    private static List<String> built(Path folder) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{jar,war}")) {
            for (Path file : files) {
                if (!file.toString().matches(".*-(?:sources|javadoc|tests|plain)\\.jar")) {
                    found.add(file.toString());
                }
            }
        } catch (IOException e) {
            // Not built yet.
            return List.of();
        }
        return found;
    }

    /** For a shell, as a path. */
    private static String quoted(Path file) {
        String text = file.toAbsolutePath().normalize().toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
