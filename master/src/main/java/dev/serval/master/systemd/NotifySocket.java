package dev.serval.master.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.util.function.Consumer;

/** The other end of a {@link Notifier}: hears of a server that we have started. */
public final class NotifySocket implements AutoCloseable {

    private final Channel channel;

    /**
     * @param name an abstract address, without its mark
     * @param said is given each line, on an event loop
     */
    public NotifySocket(EventLoopGroup loops, String name, Consumer<String> said) {
        this.channel =
                new Bootstrap()
                        .group(loops)
                        .channel(EpollDomainDatagramChannel.class)
                        .handler(new Reader(said))
                        .bind(new DomainSocketAddress("\0" + name))
                        .syncUninterruptibly()
                        .channel();
    }

    @Override
    public void close() {
        channel.close();
    }

    private static final class Reader extends SimpleChannelInboundHandler<DomainDatagramPacket> {

        private final Consumer<String> said;

        Reader(Consumer<String> said) {
            this.said = said;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
            packet.content().toString(UTF_8).lines().forEach(said);
        }
    }
}
