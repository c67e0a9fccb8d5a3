package dev.serval.router.tls;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.AsciiString;
import java.time.Duration;

/** Adds Strict-Transport-Security (RFC 6797) to every answer whose application did not say it. */
@Sharable
public final class StrictTransport extends ChannelOutboundHandlerAdapter {

    private static final AsciiString NAME = AsciiString.of("strict-transport-security");

    private final AsciiString value;

    /**
     * @param span for how long clients are to come by HTTPS only
     */
    public StrictTransport(Duration span) {
        this.value = AsciiString.of("max-age=" + span.toSeconds());
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse answer
                && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL
                && !answer.headers().contains(NAME)) {
            answer.headers().set(NAME, value);
        }
        ctx.write(message, promise);
    }
}
