package dev.serval.router.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Ends a client's connection so that it reads its answer to the end. A plain close would make the
 * kernel answer unread bytes with a reset, and the reset destroys the answer on its way (RFC 9112
 * section 9.6). So: stop writing, throw away what comes, close at the client's end of file.
 *
 * <p>At most {@value #MAX_BYTES} bytes and {@value #MAX_SECONDS} seconds.
 */
public final class Lingering extends ChannelInboundHandlerAdapter {

    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int MAX_SECONDS = 5;

    private long dropped;

    private Lingering() {}

    /**
     * Sends what was written and ends the connection.
     *
     * @param bodyRead whether the client has nothing left to send for its request
     */
    public static void close(Channel channel, boolean bodyRead) {
        if (bodyRead) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        channel.pipeline().addFirst(new Lingering());
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        shutdownOutput(channel);
                        channel.eventLoop()
                                .schedule(() -> channel.close(), MAX_SECONDS, TimeUnit.SECONDS);
                    } else {
                        channel.close();
                    }
                });
    }

    /** Over TLS the end is told first, else the client takes it for a cut (RFC 8446, 6.1). */
    private static void shutdownOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            ((DuplexChannel) channel).shutdownOutput();
            return;
        }
        tls.closeOutbound().addListener(_ -> ((DuplexChannel) channel).shutdownOutput());
    }

    /** Cuts the connection, with a reset where the transport has one. */
    static void reset(Channel channel) {
        if (channel.config() instanceof SocketChannelConfig) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        dropped += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (dropped > MAX_BYTES) {
            ctx.channel().close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.channel().close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().close();
    }
}
