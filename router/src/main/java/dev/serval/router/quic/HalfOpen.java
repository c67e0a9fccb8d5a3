package dev.serval.router.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;

/** Counts handshakes that have begun and not ended. One for all sockets, on their loop. */
final class HalfOpen {

    /** From here on each client costs one more round trip, and a forged address gets nothing. */
    private static final int MANY = 64;

    private int count;

    boolean many() {
        return count >= MANY;
    }

    /** Counts each connection, then does as before. */
    ChannelInitializer<QuicChannel> counting(ChannelInitializer<QuicChannel> clients) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(QuicChannel channel) {
                channel.pipeline().addLast(new Handshake(), clients);
            }
        };
    }

    private final class Handshake extends ChannelInboundHandlerAdapter {

        private boolean over;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            count++;
            ctx.channel().closeFuture().addListener(_ -> end());
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            end();
            ctx.fireChannelActive();
            ctx.pipeline().remove(this);
        }

        private void end() {
            if (!over) {
                over = true;
                count--;
            }
        }
    }
}
