package dev.serval.master.socket;

import dev.serval.control.link.AcceptPause;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens listening sockets that nobody in this process accepts on.
 *
 * <p>TCP sockets carry SO_REUSEPORT so that a successor master can bind them too; a first bind
 * without it finds out whether somebody else has the port.
 */
public final class SocketOpener {

    private final EventLoopGroup loops;
    private final int backlog;
    private final ChannelHandler accepted;
    private final Activation activation;
    private final Map<Integer, ListeningSocket> handed = new HashMap<>();

    /**
     * @param loops where the channels are registered; they accept nothing until told to
     * @param backlog connections the kernel may queue, 1 and up; it caps them at somaxconn
     * @param accepted what serves a connection, should this process accept one
     * @param activation the sockets that are open already
     */
    public SocketOpener(
            EventLoopGroup loops, int backlog, ChannelHandler accepted, Activation activation) {
        this.activation = activation;
        this.loops = loops;
        this.backlog = backlog;
        this.accepted = accepted;
    }

    /**
     * Opens a TCP socket.
     *
     * @throws ListenException naming the process that has the port, where it can be found out
     */
    public ListeningSocket tcp(String name, InetSocketAddress address) throws ListenException {
        String text = address.getHostString() + ":" + address.getPort();
        if (address.getPort() != 0) {
            probe(text, address);
        }
        ServerBootstrap bootstrap =
                bootstrap()
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(UnixChannelOption.SO_REUSEPORT, true);
        return new ListeningSocket(name, bind(bootstrap, address, text));
    }

    /**
     * Opens a UDP socket. Nothing is read from it here.
     *
     * @throws ListenException if the port is taken
     */
    public ListeningSocket udp(String name, InetSocketAddress address) throws ListenException {
        ChannelFuture bound = datagrams(EpollDatagramChannel::new).bind(address);
        String text = address.getHostString() + ":" + address.getPort();
        return datagrams(name, bound, text + " (UDP)");
    }

    /**
     * Takes over a UDP socket that is open already.
     *
     * @param fd its descriptor, ours from now on
     * @throws ListenException if it cannot be used
     */
    public ListeningSocket adoptUdp(String name, int fd) throws ListenException {
        return datagrams(name, datagrams(() -> new EpollDatagramChannel(fd)).register(), name);
    }

    private Bootstrap datagrams(ChannelFactory<EpollDatagramChannel> factory) {
        return new Bootstrap()
                .group(loops)
                .channelFactory(factory)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInboundHandlerAdapter());
    }

    private static ListeningSocket datagrams(String name, ChannelFuture opened, String text)
            throws ListenException {
        if (!opened.awaitUninterruptibly().isSuccess()) {
            throw ListenException.failed(text, opened.cause());
        }
        return new ListeningSocket(name, opened.channel());
    }

    /**
     * Opens a Unix socket. A socket file that nobody listens on any more is replaced.
     *
     * @param path a file, or {@code @name} for an abstract address
     * @throws ListenException if somebody listens there, or the file cannot be made
     */
    public ListeningSocket unix(String name, String path) throws ListenException {
        boolean named = path.startsWith("@");
        if (!named) {
            removeStale(path);
        }
        DomainSocketAddress address =
                new DomainSocketAddress(named ? "\0" + path.substring(1) : path);
        ServerBootstrap bootstrap = bootstrap().channel(EpollServerDomainSocketChannel.class);
        return new ListeningSocket(name + "/unix", bind(bootstrap, address, path));
    }

    /**
     * Takes over a socket that is open already.
     *
     * @param fd its descriptor, ours from now on
     * @param unix whether it is a Unix socket
     * @throws ListenException if it is no listening socket
     */
    public ListeningSocket adopt(String name, int fd, boolean unix) throws ListenException {
        ChannelFuture registered =
                bootstrap()
                        .channelFactory(() ->
                                unix
                                        ? new EpollServerDomainSocketChannel(fd)
                                        : new EpollServerSocketChannel(fd))
                        .register()
                        .awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw ListenException.failed(name, registered.cause());
        }
        return new ListeningSocket(unix ? name + "/unix" : name, registered.channel());
    }

    /**
     * Takes a socket that was open before this process. It stays open for good: whoever handed it
     * over listens on it as well, and a later generation may want it again.
     *
     * @throws ListenException if it was not handed over, or nobody listens on it
     */
    public ListeningSocket handed(String name, int descriptor) throws ListenException {
        boolean unix = activation.unix(descriptor);
        ListeningSocket known = handed.get(descriptor);
        if (known == null) {
            ServerBootstrap bootstrap =
                    bootstrap()
                            .channelFactory(() ->
                                    unix
                                            ? new EpollServerDomainSocketChannel(descriptor)
                                            : new EpollServerSocketChannel(descriptor));
            Channel channel = bootstrap.register().awaitUninterruptibly().channel();
            known = new ListeningSocket(name + (unix ? "/unix" : ""), channel);
            handed.put(descriptor, known);
        }
        return known.named(name);
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(loops)
                .option(ChannelOption.SO_BACKLOG, backlog)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new AcceptPause("master", () -> true))
                .childHandler(accepted);
    }

    private static Channel bind(ServerBootstrap bootstrap, SocketAddress address, String text)
            throws ListenException {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw ListenException.failed(text, bound.cause());
        }
        return bound.channel();
    }

    /** Others may share the port, as we let them: whether somebody has it is told without that. */
    private void probe(String text, InetSocketAddress address) throws ListenException {
        ChannelFuture bound =
                bootstrap()
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .bind(address)
                        .awaitUninterruptibly();
        Throwable failure = bound.cause();
        if (failure != null) {
            throw new PortOwner(Path.of("/proc"))
                    .of(address.getPort())
                    .map(owner -> ListenException.inUse(text, owner, failure))
                    .orElseGet(() -> ListenException.failed(text, failure));
        }
        bound.channel().close().awaitUninterruptibly();
    }

    private static void removeStale(String path) throws ListenException {
        DomainSocketAddress address = new DomainSocketAddress(path);
        try {
            if (!Files.exists(Path.of(path))) {
                return;
            }
            io.netty.channel.unix.Socket probe = io.netty.channel.unix.Socket.newSocketDomain();
            try {
                if (probe.connect(address)) {
                    throw ListenException.inUse(
                            path, "another process", new IOException("address in use"));
                }
            } catch (IOException refused) {
                Files.delete(Path.of(path));
            } finally {
                probe.close();
            }
        } catch (IOException | ChannelException e) {
            throw ListenException.failed(path, e);
        }
    }
}
