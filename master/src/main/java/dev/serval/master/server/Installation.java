package dev.serval.master.server;

import java.nio.file.Path;
import java.util.List;

/**
 * Where this server is installed and what it runs on.
 *
 * @param version our own
 * @param java the JVM's launcher binary
 * @param lib the folder of our jars
 * @param classPath what every application gets on its class path after its own: the examples
 */
public record Installation(String version, Path java, Path lib, List<String> classPath) {

    /**
     * Reads what the start script and the jar's manifest say.
     *
     * @throws IllegalStateException if this was not started by the start script
     */
    public static Installation found() {
        String home = System.getProperty("serval.home");
        if (home == null) {
            throw new IllegalStateException("start Serval by its script: bin/serval");
        }
        String version = Installation.class.getPackage().getImplementationVersion();
        String bundled = System.getenv().getOrDefault("SERVAL_CLASSPATH", "");
        return new Installation(
                version == null ? "(unversioned)" : version,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of(home, "lib"),
                bundled.isEmpty() ? List.of() : List.of(bundled.split(":", -1)));
    }

    /** An abstract Unix address of this process alone, without its NUL. */
    String abstractAddress(String purpose) {
        return "serval/%d/%s".formatted(ProcessHandle.current().pid(), purpose);
    }
}
