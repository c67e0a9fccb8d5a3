package dev.serval.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A container engine: the one that answers here, or one started for the tests alone, with a folder
 * and a socket of its own. Does without iptables: containers see each other and are seen from here,
 * which is all that tests need.
 */
final class Engine implements AutoCloseable {

    /** Of the images, so that nobody's own are replaced. */
    static final String TAG = ":test";

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration BUILD = Duration.ofMinutes(30);
    private static final Path BRIDGE = Path.of("/sys/class/net/docker0");
    private static final Path HERE = Path.of(".").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>();
    private final List<Path> folders = new ArrayList<>();
    private @Nullable Started daemon;
    private boolean madeBridge;

    private Engine() {}

    /** Finds or starts it. */
    static Engine find() throws IOException {
        Engine engine = new Engine();
        if (!engine.answers()) {
            engine.start();
        }
        return engine;
    }

    private boolean answers() throws IOException {
        return ended(command(List.of("docker", "version"))) == 0;
    }

    private void start() throws IOException {
        madeBridge = !Files.exists(BRIDGE);
        // Short, for a socket's path; the images are where the build is, for there is room.
        Path run = Files.createTempDirectory("serval-engine");
        Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "engine");
        folders.addAll(List.of(run, data));
        environment.put("DOCKER_HOST", "unix://" + run.resolve("engine.sock"));
        for (String driver : List.of("overlay2", "vfs")) {
            Started tried = daemon(run, data, driver);
            if (comesUp(tried)) {
                daemon = tried;
                // Where tests are broken off, nobody closes it.
                Runtime.getRuntime().addShutdownHook(new Thread(tried.handle()::destroy));
                return;
            }
            System.out.println("no container engine with " + driver + ": " + tried.lines());
        }
        throw new IOException("no container engine can be started, see above");
    }

    private Started daemon(Path run, Path data, String driver) throws IOException {
        List<String> command =
                List.of(
                        "dockerd",
                        "--host=unix://" + run.resolve("engine.sock"),
                        "--exec-root=" + run.resolve("exec"),
                        "--pidfile=" + run.resolve("pid"),
                        "--data-root=" + data,
                        "--storage-driver=" + driver,
                        "--iptables=false",
                        "--ip-masq=false",
                        "--log-level=warn");
        return Started.command(run, Map.of(), command);
    }

    private boolean comesUp(Started tried) {
        Awaitility.await("dockerd; it says " + tried.lines())
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !tried.handle().isAlive() || answers());
        return tried.handle().isAlive();
    }

    /** The output of a command of docker's that must succeed. */
    String docker(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return run(Map.of(), command);
    }

    /** The output of a command that talks to the engine, and must succeed. */
    String run(Map<String, String> more, List<String> command) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        Started started = Started.command(HERE, all, command);
        int code = ended(started);
        if (code != 0) {
            throw new AssertionError(command + " ended with " + code + ": " + started.lines());
        }
        return String.join("\n", started.lines());
    }

    private static int ended(Started started) {
        try {
            return started.awaitExit(BUILD);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command that talks to the engine. */
    Started command(List<String> words) throws IOException {
        return Started.command(HERE, environment, words);
    }

    /** Ends it, unless it was there before. */
    @Override
    public void close() throws IOException {
        Started own = daemon;
        if (own == null) {
            return;
        }
        own.signal("TERM");
        ended(own);
        for (Path folder : folders) {
            ended(command(List.of("rm", "-rf", folder.toString())));
        }
        if (madeBridge && Files.exists(BRIDGE)) {
            ended(command(List.of("ip", "link", "delete", BRIDGE.getFileName().toString())));
        }
    }
}
