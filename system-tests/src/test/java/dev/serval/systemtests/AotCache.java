package dev.serval.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Start-up caches of servers under test. */
final class AotCache {

    /** The environment variable that names the folder. */
    static final String HOME = "XDG_CACHE_HOME";

    private static @Nullable Path shared;

    private AotCache() {}

    /** One for all tests, made before the first: no test is disturbed by a training. */
    static synchronized Path shared() throws IOException {
        if (shared == null) {
            Path folder = Path.of("target", "cache-" + buildTime()).toAbsolutePath();
            if (files(folder).isEmpty()) {
                train(folder);
            }
            shared = folder;
        }
        return shared;
    }

    /** For a command of Serval's, which uses the same cache. */
    static Map<String, String> environment() throws IOException {
        return Map.of(HOME, shared().toString(), Serval.JAVA, System.getProperty("java.home"));
    }

    private static void train(Path folder) throws IOException {
        try (Serval serval = start(folder).awaitServing()) {
            // At the lowest priority: where other builds run it comes late.
            serval.process().awaitLine("^start-up cache made in", 1, Duration.ofMinutes(5));
        }
    }

    /** A server of the simplest kind with a cache folder of its own. */
    static Serval start(Path folder, String... options) throws IOException {
        List<String> all =
                Stream.concat(
                                Stream.of("--http", "127.0.0.1:0", "--module", "hello.Hello"),
                                Stream.of(options))
                        .toList();
        return Serval.run(
                Serval.emptyFolder(), Map.of(HOME, folder.toString()), all.toArray(String[]::new));
    }

    /** The finished caches of a folder. */
    static List<Path> files(Path folder) throws IOException {
        Path own = folder.resolve("serval");
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.filter(f -> f.toString().endsWith(".aot")).toList();
        }
    }

    /** Where the start script looks for the master's: links to one of the files. */
    static List<Path> links(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("serval"))) {
            return files.filter(Files::isSymbolicLink).toList();
        }
    }

    /** Whether a process has a cache in its memory. */
    static boolean mappedBy(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/maps")).contains(".aot\n");
    }

    /** When the youngest jar of the distribution was made. */
    static long buildTime() throws IOException {
        try (Stream<Path> jars = Files.list(Serval.HOME.resolve("lib"))) {
            return jars.mapToLong(AotCache::time).max().orElse(0);
        }
    }

    private static long time(Path jar) {
        try {
            return Files.getLastModifiedTime(jar).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
