package dev.serval.master.stats;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers every connection once and closes it: with the page it asks for by HTTP, or, where it says
 * nothing, with the statistics as they are.
 *
 * <p>A reader that does not read costs one buffer and is cut off after {@value #PATIENCE_SECONDS}
 * seconds, one that has given a command after {@value #COMMAND_SECONDS}; at most {@value
 * #MAX_READERS} are served at once. All on the event loop.
 */
public final class StatsServer extends ChannelInitializer<Channel> {

    private static final int PATIENCE_SECONDS = 5;
    private static final int MAX_READERS = 64;
    private static final int MOST_BODY_BYTES = 4096;

    /** A reload takes as long as the application takes to start. */
    private static final int COMMAND_SECONDS = 300;

    /**
     * Who speaks HTTP has begun by then, in general: its first packet comes with the connection.
     */
    private static final int SILENCE_MILLIS = 250;

    private final Pages pages;
    private final Operator operator;
    private final boolean http;
    private final ChannelGroup readers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /**
     * @param operator carries out commands
     * @param http whether to wait for a request, however long it takes to come
     */
    public StatsServer(Pages pages, Operator operator, boolean http) {
        this.pages = pages;
        this.operator = operator;
        this.http = http;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (readers.size() >= MAX_READERS) {
            channel.close();
            return;
        }
        readers.add(channel);
        channel.pipeline().addLast(new Listener(end(channel, PATIENCE_SECONDS)));
    }

    private static ScheduledFuture<?> end(Channel channel, int seconds) {
        return channel.eventLoop().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
    }

    /** Hears whether anything is said. */
    private final class Listener extends ChannelInboundHandlerAdapter {

        private final ScheduledFuture<?> end;
        private @Nullable ScheduledFuture<?> silence;

        Listener(ScheduledFuture<?> end) {
            this.end = end;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (!http) {
                silence =
                        ctx.executor()
                                .schedule(() -> tell(ctx), SILENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private void tell(ChannelHandlerContext ctx) {
            if (!ctx.isRemoved()) {
                ctx.pipeline().remove(this);
                ByteBuf document = Unpooled.wrappedBuffer(pages.json().body());
                ctx.channel().writeAndFlush(document).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            if (silence != null) {
                silence.cancel(false);
            }
            Runnable prolong =
                    () -> {
                        end.cancel(false);
                        end(ctx.channel(), COMMAND_SECONDS);
                    };
            ctx.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MOST_BODY_BYTES, true),
                            new StatsRequest(pages, operator, prolong));
            ctx.pipeline().remove(this);
            ctx.pipeline().fireChannelRead(bytes);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
