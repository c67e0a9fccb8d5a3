package dev.serval.router.upstream;

import dev.serval.control.option.Address;
import dev.serval.control.option.BackendAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * Opens connections to backends on one event loop. A name is looked up once, when the router
 * starts.
 */
final class Connector {

    private final EventLoop loop;
    private final Duration timeout;

    Connector(EventLoop loop, Duration timeout) {
        this.loop = loop;
        this.timeout = timeout;
    }

    /**
     * One backend, ready to be called.
     *
     * @param http whether it is spoken HTTP to
     * @param unix whether it listens on a Unix socket
     */
    record Line(Bootstrap bootstrap, SocketAddress address, boolean http, boolean unix) {

        ChannelFuture connect(ChannelHandler handler) {
            return bootstrap.clone().handler(handler).connect(address);
        }
    }

    Line to(BackendAddress backend) {
        boolean unix = backend.address().unix();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(unix ? EpollDomainSocketChannel.class : EpollSocketChannel.class)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                        .disableResolver();
        if (!unix) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
        return new Line(bootstrap, socket(backend.address()), backend.http(), unix);
    }

    private static SocketAddress socket(Address address) {
        if (!address.unix()) {
            return new InetSocketAddress(address.host(), address.port());
        }
        String path = address.path();
        return new DomainSocketAddress(path.startsWith("@") ? "\0" + path.substring(1) : path);
    }
}
