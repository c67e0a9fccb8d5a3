package dev.serval.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** A running server, started as a user starts it. */
final class Serval implements AutoCloseable {

    /** The environment variable that names the JDK. */
    static final String JAVA = "SERVAL_JAVA_HOME";

    /** The built distribution. */
    static final Path HOME =
            Path.of("..", "master", "target", "serval").toAbsolutePath().normalize();

    private final Started started;

    private Serval(Started started) {
        this.started = started;
    }

    /** Starts it and returns at once. */
    static Serval run(Path folder, Map<String, String> environment, String... options)
            throws IOException {
        return launched(List.of(), folder, environment, options);
    }

    /** Starts it without a start-up cache, which a program has no use for, and returns at once. */
    static Serval uncached(Path folder, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("--aot-cache=false");
        return run(folder, Map.of(AotCache.HOME, folder.toString()), all.toArray(String[]::new));
    }

    /** Starts it by a command that becomes it. */
    static Serval launched(
            List<String> launcher, Path folder, Map<String, String> environment, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(HOME.resolve("bin/serval").toString());
        command.addAll(List.of(options));
        return command(command, folder, environment);
    }

    /** Starts it by the words of a shell, with a cache that is made already. */
    static Serval command(List<String> command, Path folder, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        if (!all.containsKey(AotCache.HOME)) {
            all.put(AotCache.HOME, AotCache.shared().toString());
        }
        all.put(JAVA, System.getProperty("java.home"));
        // A machine with much else to do is no fault of a worker's.
        all.putIfAbsent("SERVAL_WORKER_START_TIMEOUT", Started.PATIENCE.toSeconds() + "s");
        return new Serval(Started.command(folder, all, command));
    }

    /** Starts it by a shell that sets a limit first, and waits until it serves. */
    static Serval limited(String limit, String... options) throws IOException {
        return limitedAndNotServing(limit, options).awaitServing();
    }

    /** Starts it by a shell that sets a limit first, e.g. {@code ulimit -f 100}. */
    static Serval limitedAndNotServing(String limit, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                limit + "; exec \"$@\"",
                                "sh",
                                HOME.resolve("bin/serval").toString()));
        command.addAll(List.of(options));
        Map<String, String> environment = Map.of(JAVA, System.getProperty("java.home"));
        return new Serval(Started.command(emptyFolder(), environment, command));
    }

    /** Starts it with one HTTP listener and waits until it serves. */
    static Serval serving(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--master", "--http", "127.0.0.1:0"));
        all.addAll(List.of(options));
        return run(emptyFolder(), Map.of(), all.toArray(String[]::new)).awaitServing();
    }

    /** Starts the application that tells what it was asked, and waits until it serves. */
    static Serval teller(String... options) throws IOException {
        List<String> all = new ArrayList<>(testApp("Teller"));
        all.addAll(List.of(options));
        return run(emptyFolder(), Map.of(), all.toArray(String[]::new)).awaitServing();
    }

    /** The options for an application of package {@code apps}. */
    static List<String> testApp(String name) {
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        return List.of("--classpath", classes, "--module", "dev.serval.systemtests.apps." + name);
    }

    Serval awaitServing() {
        started.awaitLine("^serving ");
        return this;
    }

    Started process() {
        return started;
    }

    /** The port behind the first line that says {@code KIND bound on 127.0.0.1:PORT}. */
    int port(String kind) {
        Matcher line = started.awaitLine("^" + kind + " bound on 127\\.0\\.0\\.1:(\\d+)");
        return Integer.parseInt(line.group(1));
    }

    /** The statistics as they are now; needs {@code --stats 127.0.0.1:0}. */
    String stats() {
        return Load.exchange(port("stats"), "");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port("http") + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(uri(path));
    }

    /** One request on a connection of its own. */
    static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri));
    }

    /** With one header field more. */
    static HttpResponse<String> get(URI uri, String field, String value)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).header(field, value));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build()) {
            return client.send(request.timeout(Started.PATIENCE).build(), BodyHandlers.ofString());
        }
    }

    /** The process id that the {@code n}th line about this child's start named. */
    long pid(String child, int n) {
        return Long.parseLong(
                started.awaitLine("awned " + child + " \\((?:new )?pid: (\\d+)", n).group(1));
    }

    void awaitReady(String child, long pid) {
        started.awaitLine(child + " \\(pid: " + pid + "\\) ready");
    }

    static Path emptyFolder() throws IOException {
        return Files.createTempDirectory(Path.of("target"), "run").toAbsolutePath();
    }

    @Override
    public void close() {
        started.close();
    }
}
