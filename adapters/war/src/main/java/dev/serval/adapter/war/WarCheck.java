package dev.serval.adapter.war;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.serval.app.CannotStartException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks into a WAR before it is started, for what the engine would pass over in silence: classes
 * for a newer Java, and servlets of the old namespace, which it would never find.
 */
final class WarCheck {

    private static final String OLD = "javax/servlet/";
    private static final String NEW = "jakarta/servlet/";
    private static final int MAJOR_AT = 6;

    /** Java 1.1 was 45. */
    private static final int BEFORE_JAVA = 44;

    private static final Pattern NAMED =
            Pattern.compile("<(?:servlet|filter|listener)-class>\\s*([\\w.$]+)\\s*</");

    private final Path war;
    private boolean old;
    private boolean current;

    private WarCheck(Path war) {
        this.war = war;
    }

    /**
     * Checks a file or a folder.
     *
     * @throws CannotStartException with what is wrong and what to do
     */
    static void check(Path war) throws CannotStartException {
        try {
            if (Files.isDirectory(war)) {
                new WarCheck(war).look(war);
                return;
            }
            try (FileSystem zip = FileSystems.newFileSystem(war, Map.of())) {
                new WarCheck(war).look(zip.getPath("/"));
            }
        } catch (IOException e) {
            throw new CannotStartException(
                    "%s cannot be read (%s); build it again".formatted(war, e));
        }
    }

    private void look(Path root) throws IOException, CannotStartException {
        Path classes = root.resolve("WEB-INF/classes");
        if (Files.isDirectory(classes)) {
            try (Stream<Path> all = Files.walk(classes)) {
                for (Path each : all.filter(WarCheck::isClass).toList()) {
                    look(Files.readAllBytes(each), classes.relativize(each).toString());
                }
            }
        }
        if (!old && !current) {
            libraries(root);
        }
        if (old && !current) {
            throw StartFault.oldNamespace(war);
        }
    }

    private static boolean isClass(Path file) {
        return file.toString().endsWith(".class") && !file.toString().contains("/META-INF/");
    }

    private void look(byte[] type, String name) throws CannotStartException {
        int java =
                type.length < MAJOR_AT + 2
                        ? 0
                        : ((type[MAJOR_AT] & 0xff) << 8 | (type[MAJOR_AT + 1] & 0xff))
                                - BEFORE_JAVA;
        if (java > Runtime.version().feature()) {
            throw new CannotStartException(
                    "%s was compiled for Java %d (WEB-INF/classes/%s), and this is Java %d; start Serval with a newer JDK (JAVA_HOME), or compile it with --release %d"
                            .formatted(
                                    war,
                                    java,
                                    name,
                                    Runtime.version().feature(),
                                    Runtime.version().feature()));
        }
        see(type);
    }

    private void see(byte[] type) {
        String text = new String(type, ISO_8859_1);
        old |= text.contains(OLD);
        current |= text.contains(NEW);
    }

    /** A WAR may have no classes of its own: then those count that its descriptor names. */
    private void libraries(Path root) throws IOException {
        Path lib = root.resolve("WEB-INF/lib");
        if (!Files.isDirectory(lib)) {
            return;
        }
        List<String> wanted = named(root.resolve("WEB-INF/web.xml"));
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar : jars.filter(each -> each.toString().endsWith(".jar")).toList()) {
                try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of())) {
                    library(zip.getPath("/"), wanted);
                }
            }
        }
    }

    private void library(Path jar, List<String> wanted) throws IOException {
        Path services = jar.resolve("META-INF/services");
        String initializer = "servlet.ServletContainerInitializer";
        old |= Files.exists(services.resolve("javax." + initializer));
        current |= Files.exists(services.resolve("jakarta." + initializer));
        for (String name : wanted) {
            Path type = jar.resolve(name.replace('.', '/') + ".class");
            if (Files.exists(type)) {
                see(Files.readAllBytes(type));
            }
        }
    }

    private static List<String> named(Path descriptor) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.exists(descriptor)) {
            String text = new String(Files.readAllBytes(descriptor), ISO_8859_1);
            NAMED.matcher(text).results().forEach(each -> names.add(each.group(1)));
        }
        return names;
    }
}
