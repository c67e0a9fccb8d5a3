package dev.serval.adapter.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Headers;
import dev.serval.app.Response;
import dev.serval.app.WebSocket;
import dev.serval.app.WebSocket.Ending;
import dev.serval.app.WebSocket.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.FutureCallback;
import org.eclipse.jetty.websocket.core.WebSocketConstants;

/**
 * An open WebSocket between the worker, which has messages, and the engine, which has frames in a
 * pipe. Two virtual threads: the talk's own takes messages to the engine, the other one back.
 */
final class SocketBridge {

    private static final int NO_STATUS = 1005;
    private static final int LOST = 1006;

    /** How long the engine may take to answer a close. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final EndPoint end;
    private final WebSocket socket;

    private SocketBridge(EndPoint end, WebSocket socket) {
        this.end = end;
        this.socket = socket;
    }

    /**
     * The answer that opens the WebSocket which the engine has agreed to.
     *
     * @throws IOException if what it has agreed to is something else
     */
    static Response opening(Caller caller, HttpChannel channel, HttpFields fields)
            throws IOException {
        Object agreed = channel.getRequest().getAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE);
        if (!(caller instanceof SocketCaller pipe) || !(agreed instanceof Connection connection)) {
            throw new IOException("a connection is upgraded to a WebSocket and to nothing else");
        }
        String subprotocol = fields.get("Sec-WebSocket-Protocol");
        Response response =
                Response.webSocket(
                        subprotocol == null ? List.of() : List.of(subprotocol),
                        socket -> {
                            pipe.clientEnd().onOpen();
                            open(pipe.engineEnd(), connection);
                            new SocketBridge(pipe.clientEnd(), socket).talk();
                        });
        Headers headers = AnswerParts.headers(fields);
        return new Response(response.status(), headers, response.body());
    }

    /** Who is silent is asked by the worker; the engine's own patience ends where nobody is. */
    private static void open(EndPoint engine, Connection connection) {
        if (engine.getIdleTimeout() == WebSocketConstants.DEFAULT_IDLE_TIMEOUT.toMillis()) {
            engine.setIdleTimeout(0);
        }
        engine.onOpen();
        engine.upgrade(connection);
    }

    private void talk() throws Exception {
        Thread back = Thread.ofVirtual().name("websocket-back").start(this::answer);
        try {
            for (Message message; (message = socket.receive()) != null; ) {
                switch (message) {
                    case Message.Text(String text) -> write(Frames.TEXT, text.getBytes(UTF_8));
                    case Message.Binary(byte[] bytes) -> write(Frames.BINARY, bytes);
                }
            }
            sayClosed(socket.ending().orElse(new Ending(LOST, "")));
            back.join(GOODBYE);
        } finally {
            end.close();
        }
    }

    /** What the engine says until it closes; it waits for the client's answer to that. */
    private void answer() {
        try {
            new FrameReader(this::fill).read(new Listener());
        } catch (IOException e) {
            socket.close(1011, "");
            end.close();
        }
    }

    /** The engine's frames, put together. */
    private final class Listener implements FrameReader.Listener {

        @Override
        public void message(boolean text, byte[] content) throws IOException {
            if (socket.ending().isEmpty()) {
                socket.send(
                        text
                                ? new Message.Text(new String(content, UTF_8))
                                : new Message.Binary(content));
            }
        }

        /** The worker asks the client whether it is there; the engine is told that it is. */
        @Override
        public void ping(byte[] content) throws IOException {
            write(Frames.PONG, content);
        }

        @Override
        public void close(int code, String reason) throws IOException {
            socket.close(code == NO_STATUS ? 1000 : code, reason);
        }
    }

    private void sayClosed(Ending ending) throws IOException {
        if (!end.isOpen()) {
            return;
        }
        if (ending.code() == LOST) {
            end.close();
            return;
        }
        write(
                Frames.CLOSE,
                Frames.closing(ending.code() == NO_STATUS ? 0 : ending.code(), ending.reason()));
    }

    /** Blocks while the engine is slower than the client. */
    private synchronized void write(int kind, byte[] content) throws IOException {
        FutureCallback written = new FutureCallback();
        end.write(written, Frames.head(kind, content.length), ByteBuffer.wrap(content));
        written.block();
    }

    private boolean fill(ByteBuffer into) throws IOException {
        while (true) {
            int count = end.fill(into);
            if (count != 0) {
                return count > 0;
            }
            FutureCallback readable = new FutureCallback();
            end.fillInterested(readable);
            readable.block();
        }
    }
}
