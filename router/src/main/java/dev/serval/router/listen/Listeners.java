package dev.serval.router.listen;

import dev.serval.control.link.AcceptPause;
import dev.serval.control.link.Descriptors.Listening;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The HTTP listeners handed down by the master. One loop accepts, all loops serve, in turn. */
public final class Listeners {

    private static final WriteBufferWaterMark MARK =
            new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    /**
     * What the kernel holds of an answer that is not on its way yet. Without this bound it takes
     * megabytes, and tells that a client has read some only when it has read a third of them: a
     * slow client looks like one that does not read at all.
     */
    private static final long UNSENT_BYTES = 128 * 1024;

    private final EventLoop acceptor;
    private final EventLoopGroup loops;
    private final List<Channel> channels = new ArrayList<>();
    private volatile boolean accepting;

    /**
     * @param loops where clients live
     */
    public Listeners(EventLoop acceptor, EventLoopGroup loops) {
        this.acceptor = acceptor;
        this.loops = loops;
    }

    /** Takes over one descriptor; clients wait in its queue until {@link #accept}. */
    public void add(Listening socket, ChannelHandler clients) {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(acceptor, loops)
                        .channelFactory(() -> wrap(socket))
                        .option(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MARK)
                        .handler(new AcceptPause("router", () -> accepting))
                        .childHandler(clients);
        if (!socket.unix()) {
            bootstrap
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        }
        channels.add(bootstrap.register().syncUninterruptibly().channel());
    }

    /** Accepts from now on, or does not. */
    public void accept(boolean on) {
        accepting = on;
        channels.forEach(channel -> channel.config().setAutoRead(on));
    }

    /** Stops accepting; the sockets live on in the master. */
    public void close() {
        channels.forEach(Channel::close);
        channels.clear();
    }

    private static ServerChannel wrap(Listening socket) {
        return socket.unix()
                ? new EpollServerDomainSocketChannel(socket.fd())
                : new EpollServerSocketChannel(socket.fd());
    }
}
