package dev.serval.adapter.boot;

import dev.serval.app.CannotStartException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program's classes are loaded from, in order: its own, its libraries, what the operator
 * adds, and the bridge.
 *
 * @param urls folders and jars
 */
record ClassPath(List<URL> urls) {

    private static final String ALL_JARS = "/*";

    /**
     * @param more parted by colons, perhaps empty
     * @throws CannotStartException if an entry cannot be read
     */
    static ClassPath of(BootJar jar, String more) throws CannotStartException {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path entry : jar.entries()) {
                urls.add(url(entry));
            }
            for (String entry : more.isEmpty() ? new String[0] : more.split(":", -1)) {
                add(entry, urls);
            }
            jars(bridge(), urls);
        } catch (IOException e) {
            throw new CannotStartException(
                    "--classpath: %s cannot be read (%s)".formatted(more, e));
        }
        return new ClassPath(urls);
    }

    private static void add(String entry, List<URL> urls) throws IOException {
        if (entry.endsWith(ALL_JARS)) {
            jars(Path.of(entry.substring(0, entry.length() - ALL_JARS.length())), urls);
            return;
        }
        urls.add(url(Path.of(entry)));
    }

    private static void jars(Path folder, List<URL> urls) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.jar")) {
            all.forEach(found::add);
        }
        found.sort(null);
        for (Path jar : found) {
            urls.add(url(jar));
        }
    }

    private static URL url(Path entry) throws MalformedURLException {
        return entry.toAbsolutePath().toUri().toURL();
    }

    /** Beside the adapter's own jar, and not on its class path. */
    private static Path bridge() throws IOException {
        try {
            URL own = ClassPath.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(own.toURI()).resolveSibling("bridge");
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
