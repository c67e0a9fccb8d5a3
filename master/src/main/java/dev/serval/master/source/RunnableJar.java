package dev.serval.master.source;

import dev.serval.control.option.OptionException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A jar that {@code java -jar} can run, as its manifest tells.
 *
 * @param file absolute
 * @param main the class whose {@code main} is the application's
 * @param boot the version of Spring Boot that has packed it; empty for any other jar
 * @param tomcat whether it is Spring Boot's, with Tomcat as its web server
 */
public record RunnableJar(Path file, String main, String boot, boolean tomcat) {

    private static final String BOOT_LOADER = "org.springframework.boot.loader.";
    private static final String BOOT_CLASSES = "BOOT-INF/classes/";
    private static final String TOMCAT = "BOOT-INF/lib/tomcat-embed-core-";
    private static final Attributes.Name START_CLASS = new Attributes.Name("Start-Class");
    private static final Attributes.Name BOOT_VERSION = new Attributes.Name("Spring-Boot-Version");
    private static final int MAGIC = 0xCAFEBABE;

    /** Java 1 has class files of version 45, and each release since one more. */
    private static final int BEFORE_JAVA_1 = 44;

    /**
     * Looks into it.
     *
     * @param name as the operator wrote it
     * @param file where it is
     * @throws OptionException if it cannot be run
     */
    public static RunnableJar of(String name, Path file) {
        if (!Files.exists(file)) {
            throw OptionException.file("jar: there is no file %s".formatted(name));
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw OptionException.file(
                    "jar: %s is no file, or cannot be read (permissions)".formatted(name));
        }
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            return look(name, file, jar);
        } catch (IOException e) {
            throw OptionException.file(
                    "jar: %s is no jar: it is no zip archive, or not a whole one; copy or build it again"
                            .formatted(name));
        }
    }

    private static RunnableJar look(String name, Path file, JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
        String entry = main.getValue(Attributes.Name.MAIN_CLASS);
        if (entry == null || entry.isBlank()) {
            throw OptionException.file(
                    "jar: %s names no Main-Class in its manifest, so it cannot be run by itself; if it holds an application of Serval's, say --classpath %s --module pkg.Class"
                            .formatted(name, name));
        }
        boolean boot = entry.startsWith(BOOT_LOADER) || main.containsKey(BOOT_VERSION);
        String start = boot ? main.getValue(START_CLASS) : entry;
        if (start == null || start.isBlank()) {
            throw OptionException.file(
                    "jar: %s is packed by Spring Boot and names no Start-Class in its manifest; build it again with Spring Boot's plugin (its goal repackage, or bootJar)"
                            .formatted(name));
        }
        String type = start.trim();
        check(name, jar, main, boot ? BOOT_CLASSES : "", type);
        String version = main.getValue(BOOT_VERSION);
        String known = version == null ? "(unknown)" : version.trim();
        boolean tomcat = jar.stream().anyMatch(each -> each.getName().startsWith(TOMCAT));
        return new RunnableJar(file, type, boot ? known : "", boot && tomcat);
    }

    private static void check(
            String name, JarFile jar, Attributes manifest, String folder, String type)
            throws IOException {
        ZipEntry entry = jar.getEntry(folder + type.replace('.', '/') + ".class");
        if (entry == null) {
            // Another jar may have it.
            if (folder.isEmpty() && manifest.getValue(Attributes.Name.CLASS_PATH) == null) {
                throw OptionException.file(
                        "jar: the manifest of %s names the class %s, which is not in it; build it again"
                                .formatted(name, type));
            }
            return;
        }
        try (InputStream in = jar.getInputStream(entry);
                DataInputStream head = new DataInputStream(in)) {
            boolean isClass = head.readInt() == MAGIC;
            head.readUnsignedShort();
            int release = head.readUnsignedShort() - BEFORE_JAVA_1;
            int ours = Runtime.version().feature();
            if (isClass && release > ours) {
                throw OptionException.file(
                        "jar: %s is built for Java %d, and this is Java %d; build it with --release %d, or start Serval with a newer JDK (SERVAL_JAVA_HOME)"
                                .formatted(name, release, ours, ours));
            }
        }
    }

    /** Whether it is an application of Spring Boot's. */
    public boolean isBoot() {
        return !boot.isEmpty();
    }
}
