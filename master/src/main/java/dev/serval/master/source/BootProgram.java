package dev.serval.master.source;

import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Spring Boot program in one jar, and words for its main.
 *
 * @param file absolute
 * @param arguments parted by blanks; empty if there are none
 */
public record BootProgram(Path file, String arguments) {

    private static final Pattern WORDS = Pattern.compile("(.*?\\.[jw]ar)(?:\\s+(.*))?");
    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Web servers that are served, by the beginning of a library's name. */
    private static final List<String> SERVED = List.of("tomcat-embed-core-", "jetty-server-");

    /** A web server that is not served, by the beginning of its library's name. */
    private record Other(String library, String name) {}

    private static final List<Other> OTHERS =
            List.of(
                    new Other("undertow-core-", "Undertow"),
                    new Other("reactor-netty-http-", "Netty (WebFlux)"));

    /**
     * Reads {@code shop.jar --spring.profiles.active=test}, and looks whether the file is one.
     *
     * @throws OptionException if it is none
     */
    public static BootProgram of(String text) {
        Matcher words = WORDS.matcher(text.strip());
        boolean parted = words.matches();
        String name = parted ? words.group(1) : text.strip();
        String rest = parted && words.group(2) != null ? words.group(2) : "";
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (!Files.exists(file)) {
            throw OptionException.file("boot: there is no file %s".formatted(name));
        }
        if (Files.isDirectory(file)) {
            throw OptionException.file(
                    "boot: %s is a folder; name the jar that spring-boot:repackage or bootJar makes"
                            .formatted(name));
        }
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            check(name, jar);
        } catch (IOException e) {
            throw OptionException.file(
                    "boot: %s is not a jar: %s"
                            .formatted(
                                    name,
                                    Files.isReadable(file)
                                            ? "it is no zip archive, or not a whole one; copy or build it again"
                                            : "it cannot be read (permissions)"));
        }
        return new BootProgram(file, rest);
    }

    private static void check(String name, JarFile jar) throws IOException {
        if (jar.getEntry("WEB-INF/") != null || jar.getEntry("WEB-INF/classes/") != null) {
            throw OptionException.file(
                    "boot: %s is a WAR; run it with --war %s".formatted(name, name));
        }
        if (jar.stream().noneMatch(each -> each.getName().startsWith("BOOT-INF/"))) {
            throw OptionException.file(
                    "boot: %s is a jar without BOOT-INF, so it is no Spring Boot program with its libraries inside; take the one that spring-boot:repackage or bootJar makes (not NAME.jar.original, not NAME-plain.jar)"
                            .formatted(name));
        }
        if (startClass(jar.getManifest()) == null) {
            throw OptionException.file(
                    "boot: the manifest of %s names no Start-Class; build it with spring-boot:repackage or bootJar, with one main class"
                            .formatted(name));
        }
        checkServer(name, jar);
    }

    private static @Nullable String startClass(@Nullable Manifest manifest) {
        return manifest == null
                ? null
                : manifest.getMainAttributes().getValue(new Attributes.Name("Start-Class"));
    }

    /** Boot takes one of these where there are two. */
    private static void checkServer(String name, JarFile jar) {
        List<String> libraries =
                jar.stream()
                        .map(each -> each.getName())
                        .filter(each -> each.startsWith(LIBRARIES))
                        .map(each -> each.substring(LIBRARIES.length()))
                        .toList();
        if (libraries.stream().anyMatch(each -> SERVED.stream().anyMatch(each::startsWith))) {
            return;
        }
        for (Other other : OTHERS) {
            if (libraries.stream().anyMatch(each -> each.startsWith(other.library()))) {
                throw OptionException.file(
                        "boot: %s brings %s as its web server, and --boot serves Tomcat and Jetty; use spring-boot-starter-tomcat instead, or let it listen on a port of its own: --jar %s"
                                .formatted(name, other.name(), name));
            }
        }
        throw OptionException.file(
                "boot: %s brings no web server: there is no %s*.jar and no %s*.jar in %s of it; add spring-boot-starter-web (Boot 3) or spring-boot-starter-webmvc (Boot 4)"
                        .formatted(name, SERVED.getFirst(), SERVED.getLast(), LIBRARIES));
    }
}
