package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Clients in a closed loop, until told to end: each request on a connection of its own, or one
 * after the other on kept connections.
 */
final class Load implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;
    private static final byte[] BODY = "x".repeat(1000).getBytes(ISO_8859_1);

    private final int port;
    private final String path;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ended;

    private Load(int port, String path) {
        this.port = port;
        this.path = path;
    }

    /** Clients that make a new connection for each GET. */
    static Load on(int port, String path, int clients) {
        Load load = new Load(port, path);
        load.start(clients, load::fresh);
        return load;
    }

    /** Clients that POST a kilobyte, one after the other, on connections they keep. */
    static Load posting(int port, String path, int clients) {
        Load load = new Load(port, path);
        load.start(clients, load::kept);
        return load;
    }

    /** As many of each. */
    static Load mixed(int port, String path, int clients) {
        Load load = on(port, path, clients);
        load.start(clients, load::kept);
        return load;
    }

    private void start(int count, Runnable client) {
        for (int i = 0; i < count; i++) {
            clients.add(Thread.ofPlatform().daemon().start(client));
        }
    }

    int answered() {
        return answered.get();
    }

    /** Waits until so many requests have been answered. */
    void awaitAnswered(int count) {
        Awaitility.await("answers; failed so far: " + failures)
                .atMost(Started.PATIENCE)
                .pollInterval(Started.LOOK)
                .until(() -> answered.get() >= count);
    }

    /** Waits until so many more than now have been answered. */
    void awaitMore(int count) {
        awaitAnswered(answered.get() + count);
    }

    /** For each request that was not answered with 200 and a whole body, what came instead. */
    List<String> failures() {
        return failures;
    }

    private void fresh() {
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        while (!ended) {
            try {
                judge(exchange(port, request));
            } catch (UncheckedIOException e) {
                failed(String.valueOf(e.getMessage()));
            }
        }
    }

    private void judge(String answer) {
        if (answer.startsWith("HTTP/1.1 200 ")) {
            answered.incrementAndGet();
        } else {
            failed(answer.isEmpty() ? "(nothing)" : answer);
        }
    }

    /** Where nobody listens any more, a client does not take the processor from all others. */
    private void failed(String how) {
        failures.add(how);
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** A server may close a connection after an answer that says so, and not otherwise. */
    private void kept() {
        while (!ended) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout((int) Started.PATIENCE.toMillis());
                boolean kept = true;
                while (kept && !ended) {
                    kept = post(socket);
                }
            } catch (IOException e) {
                failed("kept: " + e.getMessage());
            }
        }
    }

    private boolean post(Socket socket) throws IOException {
        String head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                        + BODY.length
                        + "\r\n\r\n";
        socket.getOutputStream().write((head + new String(BODY, ISO_8859_1)).getBytes(ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new IOException("end of file in a head of " + answer.length() + " bytes");
            }
            answer.append((char) b);
        }
        String fields = answer.toString().toLowerCase(Locale.ROOT);
        int at = fields.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(fields.substring(at, fields.indexOf('\r', at)));
        if (socket.getInputStream().readNBytes(length).length < length) {
            throw new IOException("end of file in a body");
        }
        judge(answer.toString());
        return !fields.contains("connection: close");
    }

    /** Sends raw text and returns all that comes back until the end. */
    static String exchange(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Started.PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Lets all clients finish what they are at. */
    void end() {
        ended = true;
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
