package dev.serval.systemtests.apps;

import dev.serval.app.App;
import dev.serval.app.Event;
import dev.serval.app.Request;
import dev.serval.app.Response;
import dev.serval.app.WebSocket;
import dev.serval.app.WebSocket.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * WebSockets and events: {@code /echo} says everything twice as {@code one} or {@code two}, {@code
 * /flood} sends as fast as it can, {@code /bye} closes with 4001, {@code /fail} throws, {@code
 * /ticks} is a stream of events; everything else tells how the flood went.
 */
public final class Talker implements App {

    private static final int BLOCK_BYTES = 64 * 1024;

    private final AtomicLong sent = new AtomicLong();
    private volatile String flood = "none";

    @Override
    public Response handle(Request request) {
        return switch (request.path()) {
            case "/echo" -> Response.webSocket(List.of("one", "two"), Talker::echo);
            case "/flood" -> Response.webSocket(this::flood);
            case "/bye" -> Response.webSocket(socket -> socket.close(4001, "enough"));
            case "/fail" ->
                    Response.webSocket(_ -> {
                        throw new IllegalStateException("on purpose");
                    });
            case "/ticks" ->
                    Response.events(stream -> {
                        stream.send(Event.of("a\nb").named("tick").withId("7"));
                        while (stream.pause(Duration.ofMillis(100))) {
                            stream.send("on");
                        }
                        stream.send("last");
                    });
            default -> Response.text(flood + " " + sent.get() + "\n");
        };
    }

    private static void echo(WebSocket socket) throws IOException, InterruptedException {
        for (Message message; (message = socket.receive()) != null; ) {
            socket.send(message);
        }
    }

    private void flood(WebSocket socket) throws IOException {
        flood = "running";
        try {
            while (true) {
                socket.send(new byte[BLOCK_BYTES]);
                sent.addAndGet(BLOCK_BYTES);
            }
        } finally {
            flood = "ended";
        }
    }
}
