package dev.serval.master.aot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Everything a cache depends on, as a name. The JVM checks most of it as well, but not the jars
 * (JDK-8377932): a jar that changed must change the name.
 */
final class CacheKey {

    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Variables from which a JVM takes options besides its command line. */
    static final List<String> OPTION_VARIABLES = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    private final Path java;
    private final Path lib;
    private final Map<String, String> environment;

    /**
     * @param java the launcher binary
     * @param lib our jars
     * @param environment what the child will be given
     */
    CacheKey(Path java, Path lib, Map<String, String> environment) {
        this.java = java;
        this.lib = lib;
        this.environment = environment;
    }

    /**
     * The name of a cache: a word and 16 hexadecimal digits.
     *
     * @param options of the JVM; of these, sizes of the heap make no difference
     * @throws IOException if a jar cannot be looked at
     */
    String name(List<String> options) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String property : List.of("java.vm.name", "java.vm.vendor", "java.vm.version")) {
            parts.add(System.getProperty(property));
        }
        // One version may be built twice; the JVM itself looks at this file too.
        parts.add(look(java.resolveSibling("../lib/modules").normalize()));
        parts.add(processor());
        for (Path jar : jars()) {
            parts.add(look(jar));
        }
        for (String variable : OPTION_VARIABLES) {
            parts.add(environment.getOrDefault(variable, ""));
        }
        parts.addAll(JvmOptions.shaping(options));
        return "serval-" + HexFormat.of().toHexDigits(hash(parts));
    }

    private List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, "*.jar")) {
            found.forEach(jars::add);
        }
        jars.sort(null);
        return jars;
    }

    private static String look(Path file) throws IOException {
        try {
            return "%s %d %s"
                    .formatted(file, Files.size(file), Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return file + " is not there";
        }
    }

    /** A home folder may be seen from machines of several kinds. */
    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("flags") || l.startsWith("Features"))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static long hash(List<String> parts) {
        long hash = FNV_START;
        for (byte each : String.join("\0", parts).getBytes(UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
