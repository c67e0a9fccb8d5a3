package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients in a closed loop, each request on a connection of its own, until told to end. */
final class Load implements AutoCloseable {

    private final int port;
    private final String request;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> clients;
    private volatile boolean ended;

    private Load(int port, String path, int clients) {
        this.port = port;
        this.request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        this.clients =
                java.util.stream.IntStream.range(0, clients)
                        .mapToObj(_ -> Thread.ofVirtual().start(this::loop))
                        .toList();
    }

    static Load on(int port, String path, int clients) {
        return new Load(port, path, clients);
    }

    int answered() {
        return answered.get();
    }

    /** One line for each request that was not answered with 200 and a whole body. */
    List<String> failures() {
        return failures;
    }

    private void loop() {
        while (!ended) {
            try {
                String answer = exchange(port, request);
                if (answer.startsWith("HTTP/1.1 200 ")) {
                    answered.incrementAndGet();
                } else {
                    failures.add(answer.lines().findFirst().orElse("(nothing)"));
                }
            } catch (UncheckedIOException e) {
                failures.add(e.getMessage());
            }
        }
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
