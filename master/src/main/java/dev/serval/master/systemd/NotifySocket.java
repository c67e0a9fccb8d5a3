package dev.serval.master.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The other end of a {@link Notifier}: waits for a server that was just started. */
public final class NotifySocket implements AutoCloseable {

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    /**
     * @param name an abstract address, without its mark
     */
    public NotifySocket(String name) {
        new Bootstrap()
                .group(loops)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new Reader())
                .bind(new DomainSocketAddress("\0" + name))
                .syncUninterruptibly();
    }

    /** Done when the server has said that it serves. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Reader extends SimpleChannelInboundHandler<DomainDatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
            if (packet.content().toString(UTF_8).lines().anyMatch("READY=1"::equals)) {
                ready.complete(null);
            }
        }
    }
}
