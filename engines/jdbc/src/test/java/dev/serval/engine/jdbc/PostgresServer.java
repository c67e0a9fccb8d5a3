package dev.serval.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL with an empty cluster of its own; as another user than root, who it refuses.
 */
public final class PostgresServer implements AutoCloseable {

    /** Of the user {@code serval}. */
    public static final String PASSWORD = "s%cr&t";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path bin;
    private final Path folder;
    private final int port;
    private Process process;

    private PostgresServer(Path bin, Path folder, int port) throws Exception {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
        this.process = process();
    }

    /** Kept in a folder of its own, which goes with it. */
    public static PostgresServer start() throws Exception {
        Path bin = newest();
        Path folder = Files.createTempDirectory("serval-postgres");
        Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
        if (isRoot()) {
            run(List.of("chown", "-R", "postgres", folder.toString()));
        }
        run(
                asUser(
                        bin.resolve("initdb").toString(),
                        "-D",
                        folder.resolve("data").toString(),
                        "-U",
                        "serval",
                        "-A",
                        "scram-sha-256",
                        "--pwfile",
                        secret.toString(),
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "-N"));
        PostgresServer server = new PostgresServer(bin, folder, freePort());
        server.awaitUp();
        return server;
    }

    private static Path newest() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("no initdb; install postgresql"));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asUser(String... command) {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(
                    List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        line.addAll(List.of(command));
        return line;
    }

    private static void run(List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Nothing here is about power cuts, so it need not sync. */
    private Process process() throws Exception {
        return new ProcessBuilder(
                        asUser(
                                bin.resolve("postgres").toString(),
                                "-D",
                                folder.resolve("data").toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "fsync=off",
                                "-c",
                                "shared_buffers=16MB"))
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void awaitUp() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    connect(url()).close();
                    return true;
                });
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "serval", PASSWORD);
    }

    /** Without the password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=serval".formatted(port);
    }

    /** A place that nobody has used yet, with the password. */
    String freshUrl() throws SQLException {
        String schema = "s" + SCHEMAS.incrementAndGet();
        try (Connection connection = connect(url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        return url() + "&password=s%25cr%26t&currentSchema=" + schema;
    }

    /** SIGKILL; its children follow by themselves. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Again, after a kill. */
    public void restart() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        // Children of the one before may still be there.
                        process = process();
                    }
                    connect(url()).close();
                    return true;
                });
    }

    @Override
    public void close() throws IOException {
        // SIGTERM would wait until everybody has gone.
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
        process.onExit().join();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
