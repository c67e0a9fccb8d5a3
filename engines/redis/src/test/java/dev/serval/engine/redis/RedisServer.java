package dev.serval.engine.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real redis-server: one that keeps what it has said, or a Sentinel. */
public final class RedisServer implements AutoCloseable {

    private final List<String> command;
    private final int port;
    private final Path log;
    private Process process;

    private RedisServer(List<String> command, int port, Path log) throws IOException {
        this.command = command;
        this.port = port;
        this.log = log;
        this.process = process(List.of());
    }

    /**
     * Each write is on disk before it is answered.
     *
     * @param folder an empty one of its own is made in it
     * @param more options
     */
    public static RedisServer start(Path folder, String... more) throws IOException {
        int port = freePort();
        Path own = Files.createDirectory(folder.resolve("redis-" + port));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "redis-server",
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--dir",
                                own.toString(),
                                "--appendonly",
                                "yes",
                                "--appendfsync",
                                "always",
                                "--repl-diskless-sync-delay",
                                "0"));
        command.addAll(List.of(more));
        RedisServer server = new RedisServer(command, port, own.resolve("log"));
        server.awaitUp();
        return server;
    }

    /**
     * Watches this master, which is called {@code shop}, and promotes a replica when it is away.
     */
    static RedisServer sentinel(Path folder, RedisServer master) throws IOException {
        int port = freePort();
        Path own = Files.createDirectory(folder.resolve("sentinel-" + port));
        Path config = own.resolve("sentinel.conf");
        Files.writeString(
                config,
                """
                port %d
                bind 127.0.0.1
                dir %s
                sentinel monitor shop 127.0.0.1 %d 1
                sentinel down-after-milliseconds shop 300
                sentinel failover-timeout shop 3000
                """
                        .formatted(port, own, master.port));
        List<String> command = List.of("redis-server", config.toString(), "--sentinel");
        RedisServer server = new RedisServer(command, port, own.resolve("log"));
        server.awaitUp();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process process(List<String> more) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(more);
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitUp() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> ask("PING").contains("PONG"));
    }

    /** One answer as text. */
    String ask(String... words) {
        try (RedisLink link =
                        RedisLink.to(RedisAddress.of("redis://127.0.0.1:" + port, password()));
                StatefulRedisConnection<String, String> connection =
                        link.connect(StringCodec.UTF8)) {
            return switch (words[0]) {
                case "PING" -> connection.sync().ping();
                case "FLUSHALL" -> connection.sync().flushall();
                default -> connection.sync().info(words[1]);
            };
        }
    }

    private String password() {
        int option = command.indexOf("--requirepass");
        return option < 0 ? "" : command.get(option + 1);
    }

    int port() {
        return port;
    }

    /** Its first database. */
    public String url() {
        return "redis://127.0.0.1:%d/0".formatted(port);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Again, with what is on disk.
     *
     * @param more options
     */
    public void restart(String... more) throws IOException {
        assertThat(process.isAlive()).isFalse();
        process = process(List.of(more));
        awaitUp();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
