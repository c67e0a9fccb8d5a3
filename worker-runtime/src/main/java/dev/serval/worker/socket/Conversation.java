package dev.serval.worker.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.WebSocket;
import dev.serval.control.log.EventLog;
import dev.serval.worker.answer.AnswerSink;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's side of one socket. Any thread; {@link #run} is its own. */
final class Conversation implements WebSocket {

    private static final int MAX_REASON_BYTES = 123;
    private static final int MAX_UNSENT_BYTES = 64 * 1024;
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int FAILED = 1011;
    private static final int LAST = 4999;

    private final Channel channel;
    private final Handshake.Agreed agreed;
    private final AnswerSink sink;
    private final Inbox inbox = new Inbox();
    private volatile @Nullable SocketEnd end;
    private volatile @Nullable FrameGate gate;

    Conversation(Channel channel, Handshake.Agreed agreed, SocketRules rules) {
        this.channel = channel;
        this.agreed = agreed;
        this.sink = new AnswerSink(channel, rules.silence(), MAX_UNSENT_BYTES);
    }

    /** Before the talk begins. */
    void connect(SocketEnd handler, FrameGate frames) {
        end = handler;
        gate = frames;
    }

    Inbox inbox() {
        return inbox;
    }

    boolean hasRoom() {
        return inbox.hasRoom();
    }

    /** The whole talk; on its own thread. */
    void run() {
        try {
            agreed.talk().with(this);
            finish(NORMAL, "");
        } catch (Throwable e) {
            if (!gone(e)) {
                EventLog.failure("WebSocket failed: " + agreed.label(), e);
            }
            finish(FAILED, "");
        } finally {
            inbox.abandon();
            readOn();
        }
    }

    /** A client that has gone, or a worker that goes, is no failure of the application's. */
    private boolean gone(Throwable fault) {
        return (fault instanceof IOException || fault instanceof InterruptedException)
                && inbox.ending() != null;
    }

    private void finish(int code, String reason) {
        onLoop(handler -> handler.bye(code, reason));
    }

    /** The worker is about to end. */
    void goAway() {
        finish(GOING_AWAY, "the server is going away");
    }

    @Override
    public @Nullable Message receive() throws InterruptedException {
        return inbox.take(this::readOn);
    }

    private void readOn() {
        FrameGate frames = gate;
        if (frames != null) {
            channel.eventLoop().execute(frames::resume);
        }
    }

    @Override
    public void send(Message message) throws IOException {
        SocketEnd handler = end;
        if (handler == null || handler.closing() || inbox.ending() != null) {
            throw new IOException("the WebSocket is closed");
        }
        try {
            switch (message) {
                case Message.Text(String text) -> {
                    TextWebSocketFrame frame =
                            new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), text));
                    sink.write(frame, frame.content().readableBytes());
                }
                case Message.Binary(byte[] content) ->
                        sink.write(
                                new BinaryWebSocketFrame(Unpooled.wrappedBuffer(content)),
                                content.length);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close(int code, String reason) {
        if (code < NORMAL || code > LAST || !WebSocketCloseStatus.isValidStatusCode(code)) {
            throw new IllegalArgumentException("%d may not be sent in a close".formatted(code));
        }
        if (reason.getBytes(UTF_8).length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "the reason is longer than %d bytes".formatted(MAX_REASON_BYTES));
        }
        finish(code, reason);
    }

    @Override
    public Optional<String> subprotocol() {
        return Optional.of(agreed.subprotocol()).filter(name -> !name.isEmpty());
    }

    @Override
    public Optional<Ending> ending() {
        return Optional.ofNullable(inbox.ending());
    }

    private void onLoop(Consumer<SocketEnd> task) {
        SocketEnd handler = end;
        if (handler != null) {
            channel.eventLoop().execute(() -> task.accept(handler));
        }
    }
}
