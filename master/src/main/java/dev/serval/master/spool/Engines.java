package dev.serval.master.spool;

import dev.serval.control.config.SpoolConfig.Queue;
import dev.serval.control.option.SpoolPlace;
import dev.serval.spool.Depot;
import dev.serval.spool.FolderView;
import dev.serval.spool.SpoolView;
import dev.serval.spool.StoreEngine;
import dev.serval.spool.StoreException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What keeps jobs elsewhere than in a folder, and what knows who is in a cluster. Loaded into this
 * process when it is first looked at, by a loader of its own: most servers have none. Any thread.
 */
public final class Engines {

    /** The folder of the distribution that has what speaks to a Redis. */
    public static final String REDIS = "redis";

    private static final Map<String, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private Engines() {}

    /** The folder of the distribution that has what keeps jobs there; empty for a folder's. */
    public static Optional<String> of(String place) {
        if (SpoolPlace.isRedis(place)) {
            return Optional.of(REDIS);
        }
        return SpoolPlace.isDatabase(place) ? Optional.of("jdbc") : Optional.empty();
    }

    /**
     * Looks at a queue; empty if its folder is not there.
     *
     * @param drivers jars in which a JDBC driver is looked for
     * @throws IOException if it can never be looked at as it is configured
     */
    public static Optional<SpoolView> view(Queue queue, List<String> drivers) throws IOException {
        Optional<String> engine = of(queue.place());
        if (engine.isEmpty()) {
            return FolderView.of(Path.of(queue.place())).map(view -> view);
        }
        Depot depot =
                new Depot(
                        queue.name(),
                        queue.place(),
                        queue.password(),
                        drivers.stream().map(Path::of).toList());
        return Optional.of(StoreEngine.of(depot, loader(engine.get())).view(depot));
    }

    /**
     * What sees an engine, and what this class sees.
     *
     * @param engine the folder of the distribution
     * @throws IOException if it is not there
     */
    public static ClassLoader loader(String engine) throws IOException {
        ClassLoader known = LOADERS.get(engine);
        if (known != null) {
            return known;
        }
        Path lib = Path.of(System.getProperty("serval.home", "."), "lib", engine);
        if (!Files.isDirectory(lib)) {
            throw StoreException.misplaced("no engine in " + lib);
        }
        ClassLoader made =
                new URLClassLoader(
                        engine, jars(lib).toArray(URL[]::new), Engines.class.getClassLoader());
        LOADERS.put(engine, made);
        return made;
    }

    private static List<URL> jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : found) {
                jars.add(jar.toUri().toURL());
            }
        }
        return jars;
    }
}
