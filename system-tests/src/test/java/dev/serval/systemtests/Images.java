package dev.serval.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The images of tests, made once by what users make theirs with.
 *
 * @param engine they are in
 */
record Images(Engine engine) implements AutoCloseable {

    /** The image as it is, and with the applications of tests in it. */
    static final String SERVAL = "serval" + Engine.TAG;

    static final String APPS = "serval-apps" + Engine.TAG;

    static final String BASE = "serval-base" + Engine.TAG;
    private static final String JDK = "serval-jdk" + Engine.TAG;
    private static final Path SCRIPTS = Path.of("..", "docker").toAbsolutePath().normalize();

    /** Finds or starts an engine and makes them there. */
    static Images make() {
        try {
            Images images = new Images(Engine.find());
            try {
                images.build();
            } catch (AssertionError e) {
                images.close();
                throw e;
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build() throws IOException {
        engine.run(
                Map.of(
                        "BASE_IMAGE", BASE,
                        "JDK_IMAGE", JDK,
                        "DISTRIBUTION", Serval.HOME.toString()),
                List.of(SCRIPTS.resolve("build").toString(), SERVAL));
        Path classes = Path.of("target", "test-classes").toAbsolutePath();
        engine.run(
                Map.of(),
                List.of(
                        "docker",
                        "build",
                        "-q",
                        "-t",
                        APPS,
                        "-f",
                        SCRIPTS.resolve("app.Dockerfile").toString(),
                        "--build-arg",
                        "SERVAL=" + SERVAL,
                        classes.toString()));
    }

    /** Makes the base with these packages of Debian's. */
    void debian(String name, List<String> packages) throws IOException {
        engine.docker(
                "build",
                "-q",
                "--network=host",
                "-t",
                name,
                "-f",
                script("debian.Dockerfile"),
                "--build-arg",
                "BASE=" + BASE,
                "--build-arg",
                "PACKAGES=" + String.join(" ", packages),
                SCRIPTS.toString());
    }

    /** A file of the folder docker/. */
    static String script(String name) {
        return SCRIPTS.resolve(name).toString();
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
