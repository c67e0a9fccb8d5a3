package dev.serval.master.hub;

import dev.serval.control.link.AcceptPause;
import dev.serval.hub.Frame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where children come to what they share: a Unix socket, on a thread of its own. A peer is known by
 * its process id (SO_PEERCRED, unix(7)): whoever is no child of ours is hung up on.
 */
public final class HubServer {

    private static final int TICK_MILLIS = 5;

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("hub", true), EpollIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final Hub hub;
    private final LongPredicate known;
    private final Channel listener;
    private final StoreWriter stores = new StoreWriter();
    private boolean ticking;

    /**
     * @param address the abstract Unix address to listen on, without its NUL
     * @param known whether a process id is a child's
     */
    public HubServer(String address, LongPredicate known) {
        this.known = known;
        // Tokens of locks grow from server to server: no two servers start in one microsecond.
        this.hub = new Hub(System::nanoTime, System.currentTimeMillis() * 1000);
        this.listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerDomainSocketChannel.class)
                        .handler(new AcceptPause("hub", () -> true))
                        .childHandler(
                                new ChannelInitializer<EpollDomainSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollDomainSocketChannel channel)
                                            throws IOException {
                                        greet(channel);
                                    }
                                })
                        .bind(new DomainSocketAddress("\0" + address))
                        .syncUninterruptibly()
                        .channel();
    }

    /** What a generation that is about to start needs, as well. Any thread; waits. */
    public void offer(SharedPlan wanted) {
        SharedPlan plan = wanted.here();
        loop.submit(
                        () -> {
                            hub.offer(plan);
                            stores.become(hub.duties(plan));
                        })
                .syncUninterruptibly();
    }

    /** This generation serves: what it does not name is forgotten. Any thread. */
    public void keepOnly(SharedPlan wanted) {
        SharedPlan plan = wanted.here();
        loop.execute(() -> {
            hub.keepOnly(plan);
            stores.become(hub.duties(plan));
        });
    }

    /** As statistics show them. Any thread. */
    public List<CacheRow> caches() {
        return hub.caches();
    }

    /** Messages of topics for processes that were too far behind. Any thread. */
    public long lost() {
        return hub.lost();
    }

    /**
     * Hangs up on all.
     *
     * @param last whether no other server goes on with the files
     */
    public void close(boolean last) {
        listener.close();
        Runnable end = last ? stores::close : stores::leave;
        loop.submit(end).syncUninterruptibly();
        stores.awaitEnd();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void greet(EpollDomainSocketChannel channel) throws IOException {
        int pid = channel.peerCredentials().pid();
        if (!known.test(pid)) {
            channel.close();
            return;
        }
        channel.pipeline()
                .addLast(
                        new LengthFieldBasedFrameDecoder(
                                Frame.MOST_BYTES, 0, Frame.LENGTH_BYTES, 0, Frame.LENGTH_BYTES),
                        new Frames(channel));
    }

    private void tickWhileNeeded() {
        if (!ticking && !hub.idle()) {
            ticking = true;
            loop.schedule(
                    () -> {
                        ticking = false;
                        hub.tick();
                        tickWhileNeeded();
                    },
                    TICK_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** One client's frames. */
    private final class Frames extends SimpleChannelInboundHandler<ByteBuf> implements Client {

        private final Channel channel;

        /** Its answers are flushed together then. */
        private boolean reading;

        Frames(Channel channel) {
            this.channel = channel;
        }

        @Override
        public boolean keepsUp() {
            return channel.isWritable();
        }

        @Override
        public void send(Frame frame) {
            channel.write(Unpooled.wrappedBuffer(frame.encode()), channel.voidPromise());
            if (!reading) {
                channel.flush();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            reading = true;
            hub.said(this, Frame.decode(bytes.nioBuffer()));
            reading = false;
            tickWhileNeeded();
        }

        /** Whoever asks several things at once gets the answers at once. */
        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        /** Who does not read its answers is not asked for more questions. */
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            channel.config().setAutoRead(channel.isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            hub.gone(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
            ctx.close();
        }
    }
}
