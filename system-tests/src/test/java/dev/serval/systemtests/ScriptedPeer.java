package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP backend that says what a test wants it to say, or hangs up. Requests have no body. */
final class ScriptedPeer implements AutoCloseable {

    /** Instead of an answer: the connection is closed. */
    static final String HANG_UP = "";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<String> answers = new ArrayDeque<>();
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();

    /** Answers one request after the other, whatever connections they come on. */
    ScriptedPeer(String... script) throws IOException {
        answers.addAll(List.of(script));
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** The first line of the next request. */
    String awaitRequest() throws InterruptedException {
        String line = requests.poll(Started.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return line == null ? "(none)" : line;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (String line = request(client); !line.isEmpty(); line = request(client)) {
                String answer;
                synchronized (answers) {
                    answer = answers.remove();
                }
                requests.add(line);
                if (answer.equals(HANG_UP)) {
                    return;
                }
                client.getOutputStream().write(answer.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String request(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
