package dev.serval.router.http2;

import dev.serval.router.stream.StreamHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One stream: its frames become messages of HTTP/1 and back. The first handler of its channel. */
public final class StreamCodec extends ChannelDuplexHandler {

    private @Nullable HttpRequest held;
    private boolean begun;
    private boolean requestEnded;
    private boolean informational;
    private boolean over;
    private SocketState socket = SocketState.NONE;
    private final Queue<Http2DataFrame> behind = new ArrayDeque<>();

    /** What a stream is that asked to be a WebSocket. */
    private enum SocketState {
        /** It did not ask. */
        NONE,
        /** What comes waits for the answer. */
        ASKED,
        /** It was refused: what comes is thrown away. */
        REFUSED,
        /** It is one. */
        OPEN
    }

    /** A stream that has just been opened. */
    public StreamCodec() {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Http2HeadersFrame head when !begun -> begin(ctx, head);
            case Http2DataFrame data when socket != SocketState.NONE -> beyondHttp(ctx, data);
            case Http2HeadersFrame _ -> end(ctx, LastHttpContent.EMPTY_LAST_CONTENT);
            case Http2DataFrame data when data.isEndStream() ->
                    end(ctx, new DefaultLastHttpContent(data.content()));
            case Http2DataFrame data -> ctx.fireChannelRead(new DefaultHttpContent(data.content()));
            default -> ReferenceCountUtil.release(message);
        }
    }

    /**
     * A read that is asked for while one is under way widens the client's window and does not send
     * word of it: nobody else would, and the client would wait for ever.
     */
    @Override
    public void read(ChannelHandlerContext ctx) {
        ctx.read();
        ctx.flush();
    }

    private void begin(ChannelHandlerContext ctx, Http2HeadersFrame head) {
        begun = true;
        Optional<HttpRequest> request = StreamHead.request(head.headers(), head.isEndStream());
        if (request.isEmpty()) {
            reset(ctx, Http2Error.PROTOCOL_ERROR);
            return;
        }
        if (StreamHead.asksForSocket(head.headers())) {
            socket = SocketState.ASKED;
            requestEnded = head.isEndStream();
            ctx.fireChannelRead(request.get());
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        } else if (head.isEndStream()) {
            ctx.fireChannelRead(request.get());
            end(ctx, LastHttpContent.EMPTY_LAST_CONTENT);
        } else if ("0".equals(request.get().headers().get(HttpHeaderNames.CONTENT_LENGTH))) {
            // Whether it tells the truth is known at the stream's end; nobody is asked before.
            held = request.get();
        } else {
            ctx.fireChannelRead(request.get());
        }
    }

    private void beyondHttp(ChannelHandlerContext ctx, Http2DataFrame data) {
        requestEnded |= data.isEndStream();
        switch (socket) {
            case ASKED -> behind.add(data);
            case OPEN -> {
                ctx.fireChannelRead(data.content());
                if (data.isEndStream()) {
                    ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
                }
            }
            case NONE, REFUSED -> data.release();
        }
    }

    /** The stream is a WebSocket, and whoever takes its bytes is there. */
    void passHeld(Channel channel) {
        ChannelHandlerContext ctx = channel.pipeline().context(this);
        for (Http2DataFrame data = behind.poll(); data != null; data = behind.poll()) {
            beyondHttp(ctx, data);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dropBehind();
        ctx.fireChannelInactive();
    }

    private void dropBehind() {
        behind.forEach(Http2DataFrame::release);
        behind.clear();
    }

    private void end(ChannelHandlerContext ctx, LastHttpContent last) {
        requestEnded = true;
        HttpRequest waiting = held;
        held = null;
        if (waiting != null) {
            ctx.fireChannelRead(waiting);
        }
        ctx.fireChannelRead(last);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame) {
            over = true;
            ctx.close();
        }
    }

    /** A fault of this stream: the channel is closed with the right code after this. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof Http2Exception)) {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse answer) {
            settle(answer.status());
            informational = answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            head(ctx, answer, promise);
        } else if (message instanceof HttpContent content) {
            body(ctx, content, promise);
        } else if (message instanceof ByteBuf bytes && socket == SocketState.OPEN) {
            ctx.write(new DefaultHttp2DataFrame(bytes), promise);
        } else {
            over |= message instanceof Http2ResetFrame;
            ctx.write(message, promise);
        }
    }

    private void settle(HttpResponseStatus status) {
        if (socket == SocketState.ASKED) {
            boolean open = status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            boolean last = status.codeClass() != HttpStatusClass.INFORMATIONAL;
            socket = open ? SocketState.OPEN : last ? SocketState.REFUSED : socket;
            if (socket == SocketState.REFUSED) {
                dropBehind();
            }
        }
    }

    /** An end that waits for the client's window would wait for ever: the stream is taken back. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (begun && !over) {
            over = true;
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
        }
        ctx.close(promise);
    }

    private void head(ChannelHandlerContext ctx, HttpResponse answer, ChannelPromise promise) {
        DefaultHttp2HeadersFrame frame =
                new DefaultHttp2HeadersFrame(
                        StreamHead.answer(
                                answer,
                                new DefaultHttp2Headers(false, answer.headers().size() + 1)),
                        false);
        if (!(answer instanceof FullHttpResponse whole)) {
            ctx.write(frame, promise);
        } else if (informational) {
            informational = false; // no end follows this one
            whole.release();
            ctx.write(frame, promise);
        } else {
            ctx.write(frame);
            body(ctx, whole, promise);
        }
    }

    private void body(ChannelHandlerContext ctx, HttpContent content, ChannelPromise promise) {
        if (!(content instanceof LastHttpContent)) {
            ctx.write(new DefaultHttp2DataFrame(content.content()), promise);
            return;
        }
        if (informational) {
            informational = false;
            content.release();
            promise.trySuccess();
            return;
        }
        // Its own promise: the end of a body nobody reads must be asked for after this is sent.
        ctx.write(new DefaultHttp2DataFrame(content.content(), true))
                .addListener(sent -> {
                    over = true;
                    if (sent.isSuccess() && !requestEnded) {
                        reset(ctx, Http2Error.NO_ERROR);
                    }
                });
        promise.trySuccess();
    }

    private void reset(ChannelHandlerContext ctx, Http2Error why) {
        over = true;
        ctx.writeAndFlush(new DefaultHttp2ResetFrame(why)).addListener(_ -> ctx.close());
    }
}
