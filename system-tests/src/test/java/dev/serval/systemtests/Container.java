package dev.serval.systemtests;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One container, removed with all that is in it at its end. */
final class Container implements AutoCloseable {

    /** Whole servers start and end here, a few at a time. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Engine engine;
    private final String id;

    private Container(Engine engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /** Starts one. */
    static Container run(Engine engine, List<String> options, String image, String... command)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "-d"));
        words.addAll(options);
        words.add(image);
        words.addAll(List.of(command));
        String said = engine.docker(words.toArray(String[]::new));
        // Warnings come before it.
        return new Container(engine, said.substring(said.lastIndexOf('\n') + 1));
    }

    /** Starts one with an application of tests, whose port 8000 can be reached from here. */
    static Container serving(Engine engine, List<String> options, String app, String... more)
            throws IOException {
        Stream<String> words =
                Stream.of(
                        "--http", "0.0.0.0:8000", "--module", "dev.serval.systemtests.apps." + app);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-p", "127.0.0.1::8000"));
        String[] command = Stream.concat(words, Stream.of(more)).toArray(String[]::new);
        Container made = run(engine, all, Images.APPS, command);
        made.awaitLog("^serving ");
        return made;
    }

    /**
     * Starts a machine that waits for commands. It has no network, and the JDK of these tests where
     * Debian's packages put one.
     */
    static Container machine(Engine engine, List<String> options, String image) throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--init", "--network=none"));
        all.addAll(List.of("-v", jdk + ":/usr/lib/jvm/" + jdk.getFileName() + ":ro"));
        return run(engine, all, image, "sleep", "infinity");
    }

    String id() {
        return id;
    }

    /** A port of this machine's that leads to this one of the container's. */
    int port(int inside) throws IOException {
        String shown = engine.docker("port", id, inside + "/tcp");
        return Integer.parseInt(shown.lines().findFirst().orElseThrow().replaceAll(".*:", ""));
    }

    URI uri(String path) throws IOException {
        return URI.create("http://127.0.0.1:" + port(8000) + path);
    }

    /** Its address in its network. */
    String address() throws IOException {
        return inspect("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    }

    String inspect(String format) throws IOException {
        return engine.docker("inspect", "-f", format, id).strip();
    }

    /** The output of a command inside; empty if it fails. */
    Optional<String> exec(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("docker", "exec", id));
        words.addAll(List.of(command));
        try {
            return Optional.of(engine.run(Map.of(), words));
        } catch (AssertionError e) {
            return Optional.empty();
        }
    }

    /** Starts a command inside, whose output is that of what is returned. */
    Started start(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("docker", "exec", id));
        words.addAll(List.of(command));
        return engine.command(words);
    }

    /** Copies a file or a folder into it. */
    void copy(Path from, String to) throws IOException {
        engine.docker("cp", from.toString(), id + ":" + to);
    }

    /** Waits for a line of its log. */
    void awaitLog(String regex) {
        awaitLog(regex, 1);
    }

    /** Waits for the {@code n}th such line. */
    void awaitLog(String regex, int n) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        Awaitility.await("line " + regex + " of " + id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> pattern.matcher(log()).results().count() >= n);
    }

    String log() throws IOException {
        return engine.docker("logs", id);
    }

    @Override
    public void close() throws IOException {
        engine.docker("rm", "-f", "-v", id);
    }
}
