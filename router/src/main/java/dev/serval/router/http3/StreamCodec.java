package dev.serval.router.http3;

import dev.serval.router.stream.StreamHead;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3HeadersValidationException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its frames become messages of HTTP/1 and back. Behind Netty's codec, the first of
 * ours on its channel.
 */
public final class StreamCodec extends ChannelDuplexHandler {

    /** Of each field, beside its name and its value (RFC 9114 section 4.2.2). */
    private static final int FIELD_BYTES = 32;

    /** With these a body is so rare that the end of the stream is waited for (RFC 9110, 9.3). */
    private static final Set<HttpMethod> WITHOUT_BODY =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS,
                    HttpMethod.TRACE);

    private final int maxHeaderBytes;
    private final Runnable cancelled;
    private @Nullable HttpRequest held;
    private boolean begun;
    private boolean requestEnded;
    private boolean informational;
    private boolean over;

    /**
     * A stream that has just been opened.
     *
     * @param maxHeaderBytes all fields of a request together, else 431
     * @param cancelled told when the client gives this stream up
     */
    public StreamCodec(int maxHeaderBytes, Runnable cancelled) {
        this.maxHeaderBytes = maxHeaderBytes;
        this.cancelled = cancelled;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case Http3HeadersFrame head when !begun -> begin(ctx, head.headers());
            case Http3DataFrame data when !over && data.content().isReadable() -> {
                passHeld(ctx);
                ctx.fireChannelRead(new DefaultHttpContent(data.content()));
            }
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, Http3Headers head) {
        begun = true;
        Optional<HttpRequest> request =
                StreamHead.asksForOther(head) ? Optional.empty() : StreamHead.request(head, false);
        if (request.isEmpty()) {
            reset(ctx, Http3ErrorCode.H3_MESSAGE_ERROR);
            return;
        }
        if (bytes(head) > maxHeaderBytes) {
            request.get()
                    .setDecoderResult(
                            DecoderResult.failure(
                                    new TooLongHttpHeaderException("the head is too large")));
        }
        // Whether a body follows is known by what comes next, not by the head.
        held = request.get();
    }

    private static long bytes(Http3Headers head) {
        long bytes = 0;
        for (Map.Entry<CharSequence, CharSequence> field : head) {
            bytes += field.getKey().length() + field.getValue().length() + FIELD_BYTES;
        }
        return bytes;
    }

    private void passHeld(ChannelHandlerContext ctx) {
        HttpRequest request = held;
        held = null;
        if (request != null) {
            ctx.fireChannelRead(request);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (held != null && expectsBody(held)) {
            passHeld(ctx);
        }
        ctx.fireChannelReadComplete();
    }

    /** One that says that its body is empty tells the truth, or not, at the stream's end. */
    private static boolean expectsBody(HttpRequest request) {
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? !WITHOUT_BODY.contains(request.method()) : !"0".equals(length);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event.equals(ChannelInputShutdownReadComplete.INSTANCE)) {
            end(ctx);
        } else if (!event.equals(ChannelInputShutdownEvent.INSTANCE)) {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void end(ChannelHandlerContext ctx) {
        requestEnded = true;
        if (over) {
            return;
        }
        if (!begun) {
            reset(ctx, Http3ErrorCode.H3_REQUEST_INCOMPLETE);
            return;
        }
        if (held != null && !held.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            held.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        passHeld(ctx);
        ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        ctx.fireChannelReadComplete();
    }

    /** The stream is at fault, or the client wants no more of it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Http3ErrorCode code =
                switch (cause) {
                    case Http3Exception wrong -> wrong.errorCode();
                    case Http3HeadersValidationException _ -> Http3ErrorCode.H3_MESSAGE_ERROR;
                    case IllegalArgumentException _ -> Http3ErrorCode.H3_MESSAGE_ERROR;
                    default -> Http3ErrorCode.H3_REQUEST_CANCELLED;
                };
        if (!over) {
            cancelled.run();
        }
        reset(ctx, code);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        switch (message) {
            case HttpResponse answer -> head(ctx, answer, promise);
            case HttpContent content -> body(ctx, content, promise);
            default -> ctx.write(message, promise);
        }
    }

    private void head(ChannelHandlerContext ctx, HttpResponse answer, ChannelPromise promise) {
        informational = answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        HttpHeaders fields = answer.headers();
        DefaultHttp3HeadersFrame frame =
                new DefaultHttp3HeadersFrame(
                        StreamHead.answer(
                                answer, new DefaultHttp3Headers(false, fields.size() + 1)));
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
            ctx.write(new DefaultHttp3DataFrame(content.content()), promise);
            return;
        }
        if (informational) {
            informational = false;
            content.release();
            promise.trySuccess();
            return;
        }
        // Even if it is empty: it waits until all before it has been sent, and so does the end.
        ctx.write(new DefaultHttp3DataFrame(content.content()))
                .addListener(sent -> {
                    if (sent.isSuccess()) {
                        answered(ctx);
                    }
                });
        promise.trySuccess();
    }

    private void answered(ChannelHandlerContext ctx) {
        over = true;
        QuicStreamChannel stream = (QuicStreamChannel) ctx.channel();
        if (requestEnded) {
            stream.shutdownOutput();
            return;
        }
        // The answer is whole; the rest of the request is of no interest (RFC 9114 section 4.1).
        stream.shutdownOutput()
                .addListener(_ -> {
                    stream.shutdownInput(Http3ErrorCode.H3_NO_ERROR.code());
                    ctx.close();
                });
    }

    /** Before its answer is whole: the stream is taken back. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!over) {
            over = true;
            ((QuicStreamChannel) ctx.channel())
                    .shutdown(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
        }
        ctx.close(promise);
    }

    private void reset(ChannelHandlerContext ctx, Http3ErrorCode why) {
        over = true;
        ((QuicStreamChannel) ctx.channel()).shutdown(why.code());
        ctx.close();
    }
}
