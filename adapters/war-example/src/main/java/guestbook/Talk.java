package guestbook;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Says back what it hears. */
@ServerEndpoint(value = "/talk", subprotocols = "parrot")
public final class Talk {

    private static final int MOST = 1024 * 1024;

    /** Made by the container. */
    public Talk() {}

    /** Text. */
    @OnMessage(maxMessageSize = MOST)
    public void hear(Session session, String text) throws IOException {
        if (text.equals("bye")) {
            session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "bye"));
            return;
        }
        session.getBasicRemote().sendText("you said " + text);
    }

    /** Bytes. */
    @OnMessage(maxMessageSize = MOST)
    public void hear(Session session, ByteBuffer bytes) throws IOException {
        session.getBasicRemote().sendBinary(bytes);
    }
}
