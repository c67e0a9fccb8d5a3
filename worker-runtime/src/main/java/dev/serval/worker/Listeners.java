package dev.serval.worker;

import dev.serval.control.link.AcceptPause;
import dev.serval.control.link.Descriptors.Listening;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The listening sockets this worker accepts on, shared with its siblings. Loop only.
 *
 * <p>One connection at a time is accepted, and none while all cores are busy: a connection that is
 * not taken stays in the queue for whoever is free.
 */
final class Listeners {

    /**
     * What the kernel holds of an answer that is not on its way yet. Without this bound it takes
     * megabytes, and tells that a client has read some only when it has read a third of them: a
     * slow client looks like one that does not read at all.
     */
    private static final long UNSENT_BYTES = 128 * 1024;

    private final EventLoop loop;
    private final List<Channel> channels = new ArrayList<>();
    private boolean accepting;
    private boolean paused;

    Listeners(EventLoop loop) {
        this.loop = loop;
    }

    /** Takes over one handed-down descriptor; nothing is accepted yet. */
    void add(Listening socket, ChannelInitializer<Channel> initializer) {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loop)
                        .channelFactory(() -> wrap(socket))
                        .option(ChannelOption.AUTO_READ, false)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, oneAtATime())
                        .handler(pause())
                        .childHandler(initializer);
        if (!socket.unix()) {
            bootstrap
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        }
        channels.add(bootstrap.register().channel());
    }

    /** Takes over the router's socket; {@code taker} is given what is accepted. */
    void add(Listening socket, ChannelInboundHandler taker) {
        ServerChannel channel = wrap(socket);
        channel.config().setAutoRead(false);
        channel.config().setRecvByteBufAllocator(oneAtATime());
        channel.pipeline().addLast(pause(), taker);
        loop.register(channel);
        channels.add(channel);
    }

    /** Accepts from now on unless paused, or does not. */
    void accept(boolean wanted) {
        accepting = wanted;
        apply();
    }

    /** Whatever else is wanted, accepts nothing until the pause is over. */
    void pause(boolean on) {
        paused = on;
        apply();
    }

    private void apply() {
        for (Channel channel : channels) {
            channel.config().setAutoRead(open());
        }
    }

    private boolean open() {
        return accepting && !paused;
    }

    private AcceptPause pause() {
        return new AcceptPause("worker", this::open);
    }

    /** Closes our copies; the sockets live on in the master and the other workers. */
    void close() {
        channels.forEach(Channel::close);
        channels.clear();
    }

    private static RecvByteBufAllocator oneAtATime() {
        return new FixedRecvByteBufAllocator(1).maxMessagesPerRead(1);
    }

    private static ServerChannel wrap(Listening socket) {
        return socket.unix()
                ? new EpollServerDomainSocketChannel(socket.fd())
                : new EpollServerSocketChannel(socket.fd());
    }
}
