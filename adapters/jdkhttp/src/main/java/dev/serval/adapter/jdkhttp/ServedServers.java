package dev.serval.adapter.jdkhttp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Which of the program's servers gets the worker's requests: the first. Any thread. */
final class ServedServers {

    private static final AtomicReference<@Nullable ServedServer> SERVING = new AtomicReference<>();
    private static final CompletableFuture<Void> FIRST = new CompletableFuture<>();

    private ServedServers() {}

    static void started(ServedServer server) {
        ServedServer before = SERVING.compareAndExchange(null, server);
        if (before == null) {
            FIRST.complete(null);
            return;
        }
        System.err.printf(
                "the HttpServer of %s gets no requests: those of this worker go to %s, which was started first%n",
                server.getAddress(), before.getAddress());
    }

    static void stopped(ServedServer server) {
        SERVING.compareAndSet(server, null);
    }

    /** Null before one is started, and after it was stopped. */
    static @Nullable ServedServer serving() {
        return SERVING.get();
    }

    /** Complete once a server was started. */
    static CompletableFuture<Void> first() {
        return FIRST;
    }
}
