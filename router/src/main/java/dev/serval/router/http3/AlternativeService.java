package dev.serval.router.http3;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.AsciiString;

/** Adds Alt-Svc (RFC 7838) to every answer whose application did not say it. */
@Sharable
public final class AlternativeService extends ChannelOutboundHandlerAdapter {

    private static final AsciiString NAME = AsciiString.of("alt-svc");

    private final AsciiString value;

    /**
     * @param port of UDP, where the client finds HTTP/3
     */
    public AlternativeService(String port) {
        this.value = AsciiString.of("h3=\":%s\"; ma=86400".formatted(port));
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
