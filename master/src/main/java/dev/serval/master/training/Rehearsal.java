package dev.serval.master.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.source.OptionSources;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.process.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server of its own: started by the start script, sent requests, drained. Each of its processes
 * leaves a list of the classes it has loaded. On the training's thread.
 */
final class Rehearsal implements AutoCloseable {

    /** A system property of its processes. */
    static final String PROPERTY = "serval.rehearsal";

    private static final Pattern BOUND = Pattern.compile("(http|http-socket) bound on \\S+:(\\d+)");
    private static final String SERVES = "serving ";
    private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** Ports of the kernel's choice, and no address that somebody knows. */
    private static final List<String> SCENE =
            List.of(
                    "--http=127.0.0.1:0",
                    "--http-socket=127.0.0.1:0",
                    "--module=dev.serval.worker.training.Drill",
                    "--processes=1",
                    "--threads=2",
                    "--worker-scheduling=other",
                    "--aot-cache=false",
                    "--control=control");

    private final Process server;
    private final CompletableFuture<Map<String, String>> ports = new CompletableFuture<>();

    private Rehearsal(Process server) {
        this.server = server;
    }

    /**
     * @param script that starts a server
     * @param java home of the JDK
     * @param options besides those of the scene
     * @param work where it runs and leaves its lists
     */
    static Rehearsal start(Path script, Path java, List<String> options, Path work)
            throws IOException {
        List<String> line = new ArrayList<>(Niceness.prefix());
        line.add(script.toString());
        line.addAll(SCENE);
        line.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(work.toFile()).redirectErrorStream(true);
        prepare(builder.environment(), java);
        Rehearsal rehearsal = new Rehearsal(Offspring.start(builder));
        Niceness.goFirst(rehearsal.server.pid());
        Thread.ofPlatform().daemon().name("rehearsal output").start(rehearsal::listen);
        return rehearsal;
    }

    /** Nothing that was said to the server that serves. */
    private static void prepare(Map<String, String> environment, Path java) {
        environment.keySet().removeIf(name -> name.startsWith(OptionSources.PREFIX));
        environment.keySet().removeAll(Launcher.MASTERS_OWN);
        environment.put("SERVAL_JAVA_HOME", java.toString());
        environment.merge(
                TOOL_OPTIONS,
                "-XX:DumpLoadedClassList=%s -D%s=true".formatted(ClassLists.EACH, PROPERTY),
                (before, ours) -> before + " " + ours);
    }

    /** What it says shows the ports, and must be read or it would halt. */
    private void listen() {
        Map<String, String> bound = new HashMap<>();
        String last = "it said nothing";
        try (BufferedReader lines = server.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                Matcher matcher = BOUND.matcher(line);
                if (matcher.matches()) {
                    bound.put(matcher.group(1), matcher.group(2));
                } else if (line.startsWith(SERVES)) {
                    ports.complete(bound);
                }
            }
        } catch (IOException e) {
            last = e.toString();
        }
        ports.completeExceptionally(
                new IOException("the server in training did not serve: " + last));
    }

    /**
     * Sends requests to its router and to its worker, and ends it.
     *
     * @throws IOException if it does not do what it should
     */
    void play() throws IOException, InterruptedException {
        try {
            for (String port : ports.get().values()) {
                Client.exercise(port);
            }
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
        server.destroy();
        int code = server.waitFor();
        if (code != 0) {
            throw new IOException("the server in training ended with exit code " + code);
        }
    }

    /** Kills what is left. When it returns, the server writes no more. */
    @Override
    public void close() {
        Stream.concat(Stream.of(server.toHandle()), server.descendants())
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        server.onExit().join();
    }
}
