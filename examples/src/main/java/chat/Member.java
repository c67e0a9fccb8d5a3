package chat;

import dev.serval.app.WebSocket;
import dev.serval.app.WebSocket.Message;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One who is in the room. Lines wait for a slow reader, up to a bound; nobody else waits for it.
 */
final class Member {

    private static final int MAX_WAITING = 100;
    private static final int TRY_AGAIN_LATER = 1013;

    private final WebSocket socket;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

    Member(WebSocket socket) {
        this.socket = socket;
    }

    /** Sends what is said, and hands on what this member says, until the socket is closed. */
    void stay(Room room) throws InterruptedException {
        Thread sender = Thread.startVirtualThread(this::send);
        room.enter(this);
        try {
            for (Message message; (message = socket.receive()) != null; ) {
                if (message instanceof Message.Text(String text)) {
                    room.say(text);
                }
            }
        } finally {
            room.leave(this);
            sender.interrupt();
        }
    }

    void hear(String line) {
        if (!waiting.offer(line)) {
            socket.close(TRY_AGAIN_LATER, "you read too slowly");
        }
    }

    private void send() {
        try {
            while (true) {
                socket.send(waiting.take());
            }
        } catch (IOException | InterruptedException e) {
            // The socket is closed: the one who reads it knows.
            return;
        }
    }
}
