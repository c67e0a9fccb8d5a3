package dev.serval.master.aot;

import dev.serval.control.link.Role;
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
    public List<String> options(Role role, List<String> options) {
        return name(role, options).flatMap(folder::find).map(AotCaches::using).orElse(List.of());
    }

    /**
     * The profiles recorded in training are not replayed: a process that begins with those of a
     * thousand requests compiles for them, and takes ten seconds longer to full speed than one that
     * makes its own. The cache is mapped where it was made for: moved, as is the default, every
     * page of it is rewritten and belongs to one process alone.
     */
    private static List<String> using(Path file) {
        return List.of(
                "-XX:AOTCache=" + file,
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining",
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:aot=off",
                "-Xlog:cds=off");
    }

    /** The name of the cache for such a child; empty if it can have none. */
    public Optional<String> name(Role role, List<String> options) {
        if (!cacheable || !JvmOptions.cacheable(options)) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.name(role, options));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The name of the cache that is still to be made for such a child; empty if there is none. */
    public Optional<String> missing(Role role, List<String> options) {
        return name(role, options)
                .filter(name -> !folder.failed(name) && folder.find(name).isEmpty());
    }

    /** Where they are kept. */
    public CacheFolder folder() {
        return folder;
    }
}
