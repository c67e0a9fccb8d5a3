package dev.serval.router.dev;

import dev.serval.control.link.ToChild.Draft;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** An answer that never ends: an event (WHATWG HTML, 9.2) for each draft. On the client's loop. */
final class LiveEvents {

    private static final long QUIET_NANOS = 20_000_000_000L;

    private final ChannelHandlerContext ctx;
    private long said = System.nanoTime();

    LiveEvents(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** The head, and where things stand. */
    void begin(Draft now) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        ctx.write(head, ctx.voidPromise());
        say("retry: 100\n");
        tell(now);
    }

    void tell(Draft draft) {
        say(
                "data: {\"change\":%d,\"state\":\"%s\",\"text\":\"%s\"}\n\n"
                        .formatted(draft.change(), draft.state(), escaped(draft.text())));
    }

    /** A browser that is gone is found out by a word now and then. */
    void check(long nanoTime) {
        if (nanoTime - said > QUIET_NANOS) {
            say(":\n\n");
        }
    }

    private void say(String text) {
        said = System.nanoTime();
        ctx.writeAndFlush(
                new DefaultHttpContent(ByteBufUtil.writeUtf8(ctx.alloc(), text)),
                ctx.voidPromise());
    }

    /** As the inside of a JSON string (RFC 8259 section 7). */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        out.append('\\').append((char) c);
                    } else if (c < ' ') {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                });
        return out.toString();
    }
}
