package dev.serval.worker.socket;

import dev.serval.app.WebSocket.Ending;
import dev.serval.app.WebSocket.Message;
import dev.serval.worker.answer.Lingering;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The loop's side of one socket: messages go to the inbox, pings are answered, and the closing
 * handshake is kept (RFC 6455 section 7). The last handler of the pipeline.
 */
final class SocketEnd extends ChannelInboundHandlerAdapter {

    private static final int NO_STATUS = 1005;
    private static final int LOST = 1006;
    private static final int GOING_AWAY = 1001;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int TOO_BIG = 1009;
    private static final int CLOSE_SECONDS = 10;

    private final Channel channel;
    private final Conversation talk;
    private final SocketRules rules;
    private @Nullable PingWebSocketFrame unanswered;
    private @Nullable ScheduledFuture<?> pings;
    private long heard = System.nanoTime();
    private volatile boolean closing;
    private boolean over;

    SocketEnd(Channel channel, Conversation talk, SocketRules rules) {
        this.channel = channel;
        this.talk = talk;
        this.rules = rules;
    }

    /** Whether a close has been sent; any thread. */
    boolean closing() {
        return closing;
    }

    /** The handlers before this one are in place. */
    void begin() {
        if (!channel.isActive()) {
            lost();
        } else if (!rules.ping().isZero()) {
            long millis = rules.ping().toMillis();
            pings =
                    channel.eventLoop()
                            .scheduleAtFixedRate(this::ping, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void ping() {
        if (System.nanoTime() - heard < rules.ping().toNanos()) {
            return;
        }
        channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
        channel.eventLoop()
                .schedule(this::pongDue, rules.tolerance().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pongDue() {
        boolean listening = channel.config().isAutoRead();
        if (listening && System.nanoTime() - heard >= rules.ping().toNanos()) {
            channel.close();
        }
    }

    /** The first handler of the pipeline: a part of a frame is a sign of life too. */
    ChannelInboundHandlerAdapter pulse() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                heard = System.nanoTime();
                ctx.fireChannelRead(message);
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        switch (message) {
            case TextWebSocketFrame text -> {
                talk.inbox().add(new Message.Text(text.text()));
                text.release();
            }
            case BinaryWebSocketFrame bytes -> {
                talk.inbox().add(new Message.Binary(ByteBufUtil.getBytes(bytes.content())));
                bytes.release();
            }
            case PingWebSocketFrame ping -> pong(ping);
            case CloseWebSocketFrame close -> closed(close);
            default -> ReferenceCountUtil.release(message);
        }
    }

    /** A client that does not read gets one answer for all it asked (RFC 6455 section 5.5.3). */
    private void pong(PingWebSocketFrame ping) {
        forget();
        if (closing) {
            ping.release();
        } else if (channel.isWritable()) {
            channel.writeAndFlush(new PongWebSocketFrame(ping.content()), channel.voidPromise());
        } else {
            unanswered = ping;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        PingWebSocketFrame ping = unanswered;
        if (ping != null && channel.isWritable()) {
            unanswered = null;
            pong(ping);
        }
    }

    private void forget() {
        PingWebSocketFrame ping = unanswered;
        unanswered = null;
        if (ping != null) {
            ping.release();
        }
    }

    private void closed(CloseWebSocketFrame close) {
        int code = close.statusCode() < 0 ? NO_STATUS : close.statusCode();
        talk.inbox().end(new Ending(code, close.reasonText()));
        close.release();
        if (code == NO_STATUS) {
            part(new CloseWebSocketFrame());
        } else {
            part(new CloseWebSocketFrame(true, 0, code, ""));
        }
    }

    /** Says good-bye, once; the client has some time to answer. */
    void bye(int code, String reason) {
        if (closing || over) {
            return;
        }
        closing = true;
        channel.writeAndFlush(new CloseWebSocketFrame(true, 0, code, reason));
        channel.eventLoop().schedule(() -> giveUp(code, reason), CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private void giveUp(int code, String reason) {
        if (!over) {
            over = true;
            talk.inbox().end(new Ending(code, reason));
            channel.close();
        }
    }

    /** Both have said it, or there is nothing more to say: our side of the connection ends. */
    private void part(CloseWebSocketFrame last) {
        over = true;
        if (closing) {
            last.release();
            Lingering.close(channel, channel.alloc().buffer(0));
            return;
        }
        closing = true;
        // The frame must pass the encoder; what ends the connection comes right behind it.
        channel.write(last);
        Lingering.close(channel, channel.alloc().buffer(0));
    }

    private void fail(int code, String reason) {
        if (over) {
            return;
        }
        talk.inbox().end(new Ending(code, reason));
        part(new CloseWebSocketFrame(true, 0, code, reason));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable fault =
                cause instanceof DecoderException && cause.getCause() != null
                        ? cause.getCause()
                        : cause;
        switch (fault) {
            case CorruptedWebSocketFrameException corrupt -> fail(corrupt.closeStatus().code(), "");
            case TooLongFrameException _ -> fail(TOO_BIG, "the message is too big");
            case DecompressionException _ -> fail(TOO_BIG, "the message is too big");
            case DecoderException _ -> fail(PROTOCOL_ERROR, "");
            default -> ctx.close();
        }
    }

    /** An end without good-bye: the client is lost, or our router is about to end. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !over) {
            over = true;
            talk.inbox().end(new Ending(LOST, ""));
            if (closing) {
                ctx.close();
                return;
            }
            closing = true;
            channel.writeAndFlush(
                            new CloseWebSocketFrame(
                                    new WebSocketCloseStatus(
                                            GOING_AWAY, "the server is going away")))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost();
    }

    private void lost() {
        over = true;
        closing = true;
        forget();
        ScheduledFuture<?> due = pings;
        if (due != null) {
            due.cancel(false);
        }
        talk.inbox().end(new Ending(LOST, ""));
    }
}
