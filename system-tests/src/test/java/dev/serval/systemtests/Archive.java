package dev.serval.systemtests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** WAR files and programs that are put together from sources of the tests and jars of others. */
final class Archive {

    private Archive() {}

    /**
     * Compiles resources.
     *
     * @return by their names, the classes
     */
    static Map<String, byte[]> compiled(List<Path> classPath, String... resources)
            throws IOException {
        Path folder = Serval.emptyFolder();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                classPath.stream()
                                        .map(Path::toString)
                                        .collect(Collectors.joining(":"))));
        for (String resource : resources) {
            Path source = folder.resolve(Path.of(resource).getFileName());
            try (InputStream text = Archive.class.getResourceAsStream(resource)) {
                Files.copy(Objects.requireNonNull(text), source);
            }
            words.add(source.toString());
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, said, said, words.toArray(String[]::new));
        if (code != 0) {
            throw new IOException("does not compile: " + said);
        }
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(Files::isRegularFile)
                    .collect(
                            Collectors.toMap(
                                    file -> classes.relativize(file).toString(), Archive::bytes));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** All jars of a folder, by the name they have in a library's folder. */
    static Map<String, byte[]> jars(String folder, Stream<Path> jars) {
        return jars.collect(Collectors.toMap(each -> folder + each.getFileName(), Archive::bytes));
    }

    /** Makes one of these entries; what is compressed already is only stored. */
    static Path of(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, entries);
        }
        return file;
    }

    /** Makes one that has more entries than another. */
    static Path more(Path than, Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out);
                ZipFile before = new ZipFile(than.toFile())) {
            for (Enumeration<? extends ZipEntry> all = before.entries(); all.hasMoreElements(); ) {
                ZipEntry each = all.nextElement();
                try (InputStream in = before.getInputStream(each)) {
                    add(zip, Map.of(each.getName(), in.readAllBytes()));
                }
            }
            add(zip, entries);
        }
        return file;
    }

    private static void add(ZipOutputStream zip, Map<String, byte[]> entries) throws IOException {
        for (Map.Entry<String, byte[]> each : entries.entrySet()) {
            ZipEntry entry = new ZipEntry(each.getKey());
            if (each.getKey().endsWith(".jar")) {
                CRC32 sum = new CRC32();
                sum.update(each.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                entry.setCrc(sum.getValue());
            }
            zip.putNextEntry(entry);
            zip.write(each.getValue());
            zip.closeEntry();
        }
    }

    /** Takes jars out of a Spring Boot program, to compile against them. */
    static List<Path> unpacked(Path program, Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (ZipFile zip = new ZipFile(program.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry each = all.nextElement();
                if (each.getName().endsWith(".jar")) {
                    Path jar = folder.resolve(Path.of(each.getName()).getFileName().toString());
                    try (InputStream in = zip.getInputStream(each)) {
                        Files.copy(in, jar);
                    }
                    jars.add(jar);
                }
            }
        }
        return jars;
    }
}
