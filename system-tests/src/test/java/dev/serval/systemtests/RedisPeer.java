package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** A real redis-server that has on disk what it has answered. */
final class RedisPeer implements AutoCloseable {

    private static final int PONG_BYTES = 7;

    private final Path folder;
    private final int port;
    private final String password;
    private Process process;

    private RedisPeer(Path folder, int port, String password) throws IOException {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.process = begin();
    }

    static RedisPeer start() throws IOException {
        return start("");
    }

    /** One that wants a password. */
    static RedisPeer start(String password) throws IOException {
        RedisPeer peer = new RedisPeer(Serval.emptyFolder(), Started.freePort(), password);
        peer.awaitUp();
        return peer;
    }

    private Process begin() throws IOException {
        List<String> command =
                List.of(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--requirepass",
                        password);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitUp() {
        Awaitility.await("redis-server at " + port)
                .atMost(Started.PATIENCE)
                .ignoreExceptions()
                .until(this::answers);
    }

    private boolean answers() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Started.PATIENCE.toMillis());
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(PONG_BYTES);
            return List.of("+PONG\r\n", "-NOAUTH").contains(new String(answer, US_ASCII));
        }
    }

    /** Carries out some commands; all answers as they come. */
    String obey(String... commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Started.PATIENCE.toMillis());
            String lines =
                    (password.isEmpty() ? "" : "AUTH " + password + "\r\n")
                            + String.join("\r\n", commands)
                            + "\r\nQUIT\r\n";
            socket.getOutputStream().write(lines.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    String url() {
        return "redis://127.0.0.1:%d/0".formatted(port);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Again, with what is on disk. */
    void restart() throws IOException {
        process = begin();
        awaitUp();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
