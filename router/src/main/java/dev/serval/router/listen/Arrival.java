package dev.serval.router.listen;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.router.exchange.ClientConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Sees bytes before the decoder does: a request begins with its first byte, not its head. A
 * connection that begins with the first word of HTTP/2's preface (RFC 9113 section 3.4), which no
 * method of HTTP/1 may be, is one of HTTP/2.
 */
final class Arrival extends ChannelInboundHandlerAdapter {

    private static final byte[] WORD = "PRI ".getBytes(US_ASCII);

    private final ClientConnection connection;
    private @Nullable Runnable toHttp2;
    private ByteBuf early = Unpooled.EMPTY_BUFFER;

    /**
     * @param toHttp2 adds the handlers of HTTP/2; null if it is not spoken here
     */
    Arrival(ClientConnection connection, @Nullable Runnable toHttp2) {
        this.connection = connection;
        this.toHttp2 = toHttp2;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        connection.arrived();
        if (toHttp2 == null || !(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        first(ctx, toHttp2, early.isReadable() ? Unpooled.wrappedBuffer(early, bytes) : bytes);
    }

    private void first(ChannelHandlerContext ctx, Runnable change, ByteBuf bytes) {
        early = Unpooled.EMPTY_BUFFER;
        int n = Math.min(bytes.readableBytes(), WORD.length);
        for (int i = 0; i < n; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != WORD[i]) {
                toHttp2 = null;
                ctx.fireChannelRead(bytes);
                return;
            }
        }
        if (n < WORD.length) {
            early = bytes;
            return;
        }
        toHttp2 = null;
        for (String name : ctx.pipeline().names()) {
            ChannelHandler handler = ctx.pipeline().get(name);
            if (handler != null && !handler.equals(this)) {
                ctx.pipeline().remove(handler);
            }
        }
        change.run();
        ctx.fireChannelRead(bytes);
        ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        early.release();
        early = Unpooled.EMPTY_BUFFER;
    }
}
