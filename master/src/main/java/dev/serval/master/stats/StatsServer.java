package dev.serval.master.stats;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers every connection with the statistics and closes it.
 *
 * <p>A reader that does not read costs one buffer and is cut off after {@value #PATIENCE_SECONDS}
 * seconds; at most {@value #MAX_READERS} are served at once. All on the event loop.
 */
public final class StatsServer extends ChannelInitializer<Channel> {

    private static final int PATIENCE_SECONDS = 5;
    private static final int MAX_READERS = 64;
    private static final byte[] HTTP_HEAD =
            """
            HTTP/1.0 200 OK\r
            Connection: close\r
            Content-Type: application/json\r
            X-Content-Type-Options: nosniff\r
            \r
            """
                    .getBytes(US_ASCII);

    private final Supplier<ServerView> view;
    private final boolean http;
    private final ChannelGroup readers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * @param view asked once a connection
     * @param http whether to wait for a request and put a head before the document
     */
    public StatsServer(Supplier<ServerView> view, boolean http) {
        this.view = view;
        this.http = http;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (readers.size() >= MAX_READERS) {
            channel.close();
            return;
        }
        readers.add(channel);
        channel.eventLoop().schedule(() -> channel.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        channel.pipeline().addLast(new Answer());
    }

    private final class Answer extends ChannelInboundHandlerAdapter {

        private boolean answered;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (!http) {
                answer(ctx, Unpooled.EMPTY_BUFFER);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object request) {
            io.netty.util.ReferenceCountUtil.release(request);
            if (!answered) {
                answer(ctx, Unpooled.wrappedBuffer(HTTP_HEAD));
            }
        }

        private void answer(ChannelHandlerContext ctx, ByteBuf head) {
            answered = true;
            ByteBuf document = Unpooled.wrappedBuffer(StatsJson.of(view.get()));
            ctx.writeAndFlush(Unpooled.wrappedBuffer(head, document))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
