package dev.serval.master.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.io.IOException;

/**
 * Takes commands for this server, one line a connection, from the server's own user and from root.
 *
 * <p>Answers with an exit code on the first line and text after it, and closes: {@code socat} will
 * do for a client. A connection that asked for a stop is closed by the server's end.
 */
public final class CommandServer extends ChannelInitializer<Channel> {

    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_COMMANDS = 64;

    private final int uid;
    private final Commands commands;
    private int open;

    /**
     * @param uid the server's user
     */
    public CommandServer(int uid, Commands commands) {
        this.uid = uid;
        this.commands = commands;
    }

    @Override
    protected void initChannel(Channel channel) throws IOException {
        int peer = ((EpollDomainSocketChannel) channel).peerCredentials().uid();
        if ((peer != uid && peer != 0) || open >= MAX_COMMANDS) {
            channel.close();
            return;
        }
        open++;
        channel.closeFuture().addListener(_ -> open--);
        channel.pipeline().addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES), new Line());
    }

    private final class Line extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
            commands.obey(
                    line.toString(UTF_8),
                    (code, text) ->
                            ctx.channel()
                                    .writeAndFlush(Unpooled.copiedBuffer(code + "\n" + text, UTF_8))
                                    .addListener(ChannelFutureListener.CLOSE));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
