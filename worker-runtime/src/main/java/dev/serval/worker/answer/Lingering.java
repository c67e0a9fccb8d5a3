package dev.serval.worker.answer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose peer may still be sending. A plain close would make the kernel answer the
 * unread bytes with a reset, and the reset destroys the answer before the peer has read it (RFC
 * 9112 section 9.6). So: stop writing, throw away what comes, close at the peer's end of file.
 *
 * <p>At most {@value #MAX_BYTES} bytes and {@value #MAX_SECONDS} seconds.
 */
public final class Lingering extends ChannelInboundHandlerAdapter {

    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int MAX_SECONDS = 5;

    private long dropped;

    private Lingering() {}

    /** Sends the last bytes, then lingers; loop only. */
    public static void close(Channel channel, ByteBuf last) {
        close(channel, last, channel.newPromise());
    }

    /**
     * The same; loop only.
     *
     * @param sent told what has become of the last bytes
     */
    public static void close(Channel channel, ByteBuf last, ChannelPromise sent) {
        channel.pipeline().addFirst(new Lingering());
        channel.config().setAutoRead(true);
        channel.writeAndFlush(last, sent)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        ((DuplexChannel) channel).shutdownOutput();
                    } else {
                        channel.close();
                    }
                });
        channel.eventLoop().schedule(() -> channel.close(), MAX_SECONDS, TimeUnit.SECONDS);
    }

    /** Makes the peer see that its answer is not whole: a reset where the transport has one. */
    public static void reset(Channel channel) {
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
            ctx.channel().close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().close();
    }
}
