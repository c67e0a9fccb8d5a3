package dev.serval.adapter.boot.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Headers;
import dev.serval.app.Response;
import dev.serval.app.WebSocket;
import dev.serval.app.WebSocket.Ending;
import dev.serval.app.WebSocket.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.coyote.UpgradeToken;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * An open WebSocket between the worker, which has messages, and Tomcat, which has frames. The
 * talk's thread reads for Tomcat; whoever sends in the program sends on its own thread.
 */
final class SocketTalk implements FrameSink.Listener {

    private static final int NO_STATUS = 1005;
    private static final int LOST = 1006;

    private final UpgradeToken token;
    private final InternalHttpUpgradeHandler handler;
    private final WebSocket socket;
    private final SocketWire wire;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition read = lock.newCondition();
    private boolean closed;

    private SocketTalk(UpgradeToken token, WebSocket socket) {
        this.token = token;
        this.handler = (InternalHttpUpgradeHandler) token.getHttpUpgradeHandler();
        this.socket = socket;
        this.wire =
                new SocketWire(
                        new FrameSink(this),
                        event -> Thread.ofVirtual().start(() -> dispatch(event)));
    }

    /** Whether this is a WebSocket's, and not another protocol's. */
    static boolean canTalk(UpgradeToken token) {
        return token.getHttpUpgradeHandler() instanceof InternalHttpUpgradeHandler;
    }

    /** The answer that opens the WebSocket which the program has agreed to. */
    static Response opening(UpgradeToken token, Headers fields) {
        List<String> protocols = fields.all("Sec-WebSocket-Protocol");
        Response response =
                Response.webSocket(protocols, socket -> new SocketTalk(token, socket).talk());
        return new Response(response.status(), fields, response.body());
    }

    private void talk() throws InterruptedException {
        handler.setSocketWrapper(wire);
        bound(() -> handler.init(wire));
        for (Message message; (message = socket.receive()) != null; ) {
            switch (message) {
                case Message.Text(String text) ->
                        wire.offer(Frames.of(Frames.TEXT, text.getBytes(UTF_8)));
                case Message.Binary(byte[] bytes) -> wire.offer(Frames.of(Frames.BINARY, bytes));
            }
            dispatch(SocketEvent.OPEN_READ);
            awaitRead();
        }
        sayClosed(socket.ending().orElse(new Ending(LOST, "")));
        dispatch(SocketEvent.OPEN_READ);
        finish();
    }

    /** A program may have told Tomcat to read no more for now. */
    private void awaitRead() throws InterruptedException {
        lock.lock();
        try {
            while (wire.hasInput() && !closed && socket.ending().isEmpty()) {
                read.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void dispatch(SocketEvent event) {
        lock.lock();
        try {
            if (!closed && handler.upgradeDispatch(event) == SocketState.CLOSED) {
                finish();
            }
            read.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                bound(handler::destroy);
                socket.close(1001, "");
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("deprecation") // what replaces them is not in Tomcat 10.1
    private void bound(Runnable task) {
        ClassLoader before = token.getContextBind().bind(false, null);
        try {
            task.run();
        } finally {
            token.getContextBind().unbind(false, before);
        }
    }

    private void sayClosed(Ending ending) {
        if (ending.code() == LOST) {
            wire.end();
            return;
        }
        int code = ending.code() == NO_STATUS ? 0 : ending.code();
        wire.offer(Frames.of(Frames.CLOSE, Frames.closing(code, ending.reason())));
    }

    @Override
    public void message(boolean text, byte[] content) throws IOException {
        if (socket.ending().isEmpty()) {
            socket.send(
                    text
                            ? new Message.Text(new String(content, UTF_8))
                            : new Message.Binary(content));
        }
    }

    /** The worker asks the client whether it is there; Tomcat is told that it is. */
    @Override
    public void ping(byte[] content) {
        wire.offer(Frames.of(Frames.PONG, content));
        Thread.ofVirtual().start(() -> dispatch(SocketEvent.OPEN_READ));
    }

    @Override
    public void close(int code, String reason) {
        socket.close(code == NO_STATUS ? 1000 : code, reason);
    }
}
