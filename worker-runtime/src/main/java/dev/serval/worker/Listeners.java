package dev.serval.worker;

import dev.serval.control.link.AcceptPause;
import dev.serval.control.link.Descriptors.Listening;
import dev.serval.control.log.EventLog;
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
import io.netty.channel.unix.DomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private @Nullable Channel own;
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

    /**
     * Opens the worker's own address beside those it shares, for what is meant for it alone: that
     * waits here even while all cores are busy. Without it the worker serves all the same.
     *
     * @param address an abstract Unix address, without its NUL
     * @param taker is given what is accepted
     */
    void own(String address, ChannelInboundHandler taker) {
        ServerChannel channel = new EpollServerDomainSocketChannel();
        channel.config().setRecvByteBufAllocator(oneAtATime());
        channel.pipeline().addLast(new AcceptPause("worker", () -> !paused), taker);
        loop.register(channel);
        channel.bind(new DomainSocketAddress("\0" + address))
                .addListener(bound -> {
                    if (!bound.isSuccess()) {
                        EventLog.line(
                                "clients cannot be kept at this worker: its address is in use: "
                                        + bound.cause().getMessage());
                    }
                });
        own = channel;
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
        if (own != null) {
            own.config().setAutoRead(!paused);
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
        if (own != null) {
            own.close();
            own = null;
        }
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
