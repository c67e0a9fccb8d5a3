package dev.serval.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars. */
final class TestJar {

    private TestJar() {}

    /** The program that listens where PORT says, as a runnable jar. */
    static Path web() throws IOException {
        Path classes = UserSource.compiled("/program/Web.java");
        byte[] web = Files.readAllBytes(classes.resolve("Web.class"));
        return of(
                classes.resolve("web.jar"), Map.of("Main-Class", "Web"), Map.of("Web.class", web));
    }

    /** One with this manifest and these entries. */
    static Path of(Path file, Map<String, String> attributes, Map<String, byte[]> entries)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(each.getKey()));
                jar.write(each.getValue());
            }
        }
        return file;
    }
}
