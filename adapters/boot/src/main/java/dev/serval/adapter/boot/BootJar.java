package dev.serval.adapter.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.CannotStartException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A program in one jar, unpacked: its libraries as they are, and its classes as a jar of their own,
 * as {@code -Djarmode=tools extract} lays them out.
 *
 * @param startClass whose main is the program's
 * @param entries of its class path, in order
 */
record BootJar(String startClass, List<Path> entries) {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String ORDER = "BOOT-INF/classpath.idx";

    /**
     * Unpacks it.
     *
     * @throws CannotStartException if it cannot be read or written, or is for a newer Java
     */
    static BootJar unpack(Path file, Path folder) throws CannotStartException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String start = manifest == null ? null : of(manifest, "Start-Class");
            if (start == null) {
                throw new CannotStartException(
                        "boot: the manifest of %s names no Start-Class; build it with spring-boot:repackage or bootJar"
                                .formatted(file));
            }
            checkVersion(jar, file, start);
            List<Path> entries = new ArrayList<>();
            entries.add(classes(jar, manifest, folder.resolve(file.getFileName())));
            Path libraries = Files.createDirectory(folder.resolve("lib"));
            for (JarEntry library : libraries(jar)) {
                String name = library.getName().substring(LIBRARIES.length());
                Path copy = libraries.resolve(Path.of(name).getFileName());
                try (InputStream in = jar.getInputStream(library)) {
                    Files.copy(in, copy);
                }
                entries.add(copy);
            }
            return new BootJar(start, entries);
        } catch (IOException e) {
            throw new CannotStartException(
                    "boot: %s cannot be unpacked into %s (%s); build it again, or name another place: --jvm-opt -Djava.io.tmpdir=FOLDER"
                            .formatted(file, folder, e));
        }
    }

    private static String of(Manifest manifest, String name) {
        return manifest.getMainAttributes().getValue(name);
    }

    private static void checkVersion(JarFile jar, Path file, String start)
            throws IOException, CannotStartException {
        JarEntry type = jar.getJarEntry(CLASSES + start.replace('.', '/') + ".class");
        if (type == null) {
            return;
        }
        try (InputStream in = jar.getInputStream(type)) {
            int java = ClassVersion.of(in.readNBytes(ClassVersion.HEAD_BYTES));
            int running = Runtime.version().feature();
            if (java > running) {
                throw new CannotStartException(
                        "boot: %s was compiled for Java %d (%s), and this is Java %d; start Serval with a newer JDK (JAVA_HOME), or compile it with --release %d"
                                .formatted(file, java, start, running, running));
            }
        }
    }

    /** With the manifest, which says the program's name and version to those who ask. */
    private static Path classes(JarFile jar, Manifest manifest, Path target) throws IOException {
        Manifest kept = new Manifest(manifest);
        kept.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
        kept.getEntries().clear();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                JarOutputStream copy = new JarOutputStream(out, kept)) {
            copy.setLevel(0);
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (!name.startsWith(CLASSES) || name.equals(CLASSES)) {
                    continue;
                }
                String inside = name.substring(CLASSES.length());
                if (inside.equals(JarFile.MANIFEST_NAME)) {
                    continue;
                }
                copy.putNextEntry(new JarEntry(inside));
                try (InputStream in = jar.getInputStream(entry)) {
                    in.transferTo(copy);
                }
                copy.closeEntry();
            }
        }
        return target;
    }

    /** In the order of the index, where there is one. */
    private static Collection<JarEntry> libraries(JarFile jar) throws IOException {
        Map<String, JarEntry> all = new LinkedHashMap<>();
        for (String name : order(jar)) {
            JarEntry entry = jar.getJarEntry(name);
            if (entry != null) {
                all.put(name, entry);
            }
        }
        jar.stream()
                .filter(each -> each.getName().startsWith(LIBRARIES) && !each.isDirectory())
                .forEach(each -> all.putIfAbsent(each.getName(), each));
        return all.values();
    }

    /** Lines like {@code - "BOOT-INF/lib/x.jar"}. */
    private static List<String> order(JarFile jar) throws IOException {
        JarEntry index = jar.getJarEntry(ORDER);
        if (index == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(index)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("- \""))
                    .map(line -> line.substring(3, line.lastIndexOf('"')))
                    .toList();
        }
    }
}
