package dev.serval.master.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder that holds what a WAR of the project would hold. Blocks. */
final class WarFolder {

    private static final String CLASSES = "WEB-INF/classes";
    private static final String JARS = "WEB-INF/lib";

    private WarFolder() {}

    /** Where compiled classes belong. */
    static Path classes(Path war) throws IOException {
        return Files.createDirectories(war.resolve(CLASSES));
    }

    /** Puts all beside the classes in. */
    static void fill(Path war, Path webapp, List<String> classPath) throws IOException {
        copy(webapp, war);
        for (String entry : classPath) {
            Path place = Path.of(entry.replaceFirst("/\\*$", ""));
            if (entry.endsWith("/*")) {
                for (Path jar : jars(place, "*.jar")) {
                    copyJar(jar, war);
                }
            } else if (Files.isDirectory(place)) {
                copy(place, classes(war));
            } else if (Files.isRegularFile(place)) {
                copyJar(place, war);
            }
        }
    }

    /** Interfaces that servlets are compiled against; the engine has them. */
    static List<String> interfaces(Path home) throws IOException {
        return jars(home.resolve("adapters/war"), "jakarta.*.jar").stream()
                .map(Path::toString)
                .toList();
    }

    private static List<Path> jars(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, glob)) {
            jars.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    private static void copyJar(Path jar, Path war) throws IOException {
        Path folder = Files.createDirectories(war.resolve(JARS));
        Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path place = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(each, place, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
