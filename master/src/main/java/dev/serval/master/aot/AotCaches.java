package dev.serval.master.aot;

import dev.serval.master.process.Preload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives each child the cache that fits it, if there is one. Looked up at every start. */
public final class AotCaches implements Preload {

    private final CacheFolder folder;
    private final CacheKey key;
    private final boolean cacheable;

    /**
     * @param java the launcher binary
     * @param lib our jars
     * @param environment of this process and of its children
     */
    public AotCaches(CacheFolder folder, Path java, Path lib, Map<String, String> environment) {
        this.folder = folder;
        this.key = new CacheKey(java, lib, environment);
        this.cacheable =
                CacheKey.OPTION_VARIABLES.stream()
                        .map(variable -> environment.getOrDefault(variable, ""))
                        .allMatch(text -> JvmOptions.cacheable(List.of(text.split("\\s+"))));
    }

    /** A cache the JVM refuses for a reason of its own is no reason for a line in the log. */
    @Override
    public List<String> options(List<String> shaping) {
        return name(shaping).flatMap(folder::find).map(AotCaches::using).orElse(List.of());
    }

    /**
     * The cache is mapped where it was made for: moved, as is the default, every page of it is
     * rewritten and belongs to one process alone. The start script does the same for the master.
     */
    private static List<String> using(Path file) {
        return List.of(
                "-XX:AOTCache=" + file,
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:aot=off",
                "-Xlog:cds=off");
    }

    /**
     * The name of the cache for JVMs with such options; empty if they can have none.
     *
     * @param shaping all options that make a difference
     */
    public Optional<String> name(List<String> shaping) {
        if (!cacheable || !JvmOptions.cacheable(shaping)) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.name(shaping));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether nobody has made this one, nor failed to, not long ago. */
    public boolean missing(String name) {
        return !folder.failed(name) && folder.find(name).isEmpty();
    }

    /** Where they are kept. */
    public CacheFolder folder() {
        return folder;
    }
}
