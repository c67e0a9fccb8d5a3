package dev.serval.master.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where this server is installed and what it runs on.
 *
 * @param version our own
 * @param java the JVM's launcher binary
 * @param lib the folder of our jars
 * @param command how this server was started: the script and its words
 * @param classPath what every application gets on its class path after its own: the examples
 * @param run tells this start from any other; process ids cannot, they repeat where containers
 *     share a network
 */
public record Installation(
        String version,
        Path java,
        Path lib,
        List<String> command,
        List<String> classPath,
        String run) {

    /**
     * Reads what the start script and the jar's manifest say.
     *
     * @param words what followed the command
     * @throws IllegalStateException if this was not started by the start script
     */
    public static Installation found(List<String> words) {
        String home = System.getProperty("serval.home");
        if (home == null) {
            throw new IllegalStateException("start Serval by its script: bin/serval");
        }
        String version = Installation.class.getPackage().getImplementationVersion();
        List<String> command = new ArrayList<>(words);
        command.addFirst(System.getProperty("serval.command", home + "/bin/serval"));
        String bundled = System.getenv().getOrDefault("SERVAL_CLASSPATH", "");
        return new Installation(
                version == null ? "(unversioned)" : version,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of(home, "lib"),
                command,
                bundled.isEmpty() ? List.of() : List.of(bundled.split(":", -1)),
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    }

    /** Where the start script has looked for a cache of the master's classes, if it did. */
    static Optional<Path> masterCache() {
        return Optional.ofNullable(System.getProperty("serval.cache")).map(Path::of);
    }

    /** Whether the start script has found one. */
    static boolean hasCache() {
        return Boolean.getBoolean("serval.cached");
    }

    /** An abstract Unix address of this process alone, without its NUL. */
    String abstractAddress(String purpose) {
        return "serval/%d-%s/%s".formatted(ProcessHandle.current().pid(), run, purpose);
    }
}
