package chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Event;
import dev.serval.app.EventStream;
import dev.serval.app.Request;
import dev.serval.app.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A chat room: {@code /} is the page, {@code /room} the WebSocket, {@code /news} a stream of events
 * that tells how many are here.
 *
 * <p>The room is in this worker's memory: with several workers there are as many rooms. Run it with
 * one.
 */
public final class Chat implements App {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Room room = new Room();
    private final String page = page();
    private int worker;

    @Override
    public void start(AppContext context) {
        worker = context.worker();
    }

    @Override
    public Response handle(Request request) {
        return switch (request.path()) {
            case "/" -> Response.html(page);
            case "/room" -> Response.webSocket(socket -> new Member(socket).stay(room));
            case "/news" -> Response.events(this::tell);
            default -> Response.text("there is only one room here: /\n").withStatus(404);
        };
    }

    private void tell(EventStream stream) throws IOException, InterruptedException {
        do {
            stream.send(Event.of(room.size() + " here, worker " + worker).named("room"));
        } while (stream.pause(TICK));
    }

    private static String page() {
        try (InputStream in = Chat.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new IllegalStateException("page.html is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
