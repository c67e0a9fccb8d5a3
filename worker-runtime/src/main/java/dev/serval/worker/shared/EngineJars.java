package dev.serval.worker.shared;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jars of an engine: a folder beside the worker's own jar. Loaded when they are asked for. */
final class EngineJars {

    private static final String REDIS = "redis";

    private EngineJars() {}

    /**
     * Sees the engines, and what this class sees.
     *
     * @throws IllegalStateException if the distribution lacks them
     */
    static ClassLoader loader() {
        ClassLoader ours = EngineJars.class.getClassLoader();
        try {
            Path jar =
                    Path.of(
                            EngineJars.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path folder = jar.resolveSibling(REDIS);
            if (!Files.isDirectory(folder)) {
                return ours;
            }
            return new URLClassLoader("engine", urls(folder), ours);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the jars of engines cannot be read", e);
        }
    }

    private static URL[] urls(Path folder) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path each : jars) {
                urls.add(url(each));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
