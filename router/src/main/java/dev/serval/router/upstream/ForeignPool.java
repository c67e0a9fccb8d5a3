package dev.serval.router.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Any uwsgi backends ({@code --http-to}), one connection a request, in turn. A backend that refuses
 * is passed over for the next one, once around.
 */
public final class ForeignPool implements Upstream, UpstreamConnection.Owner {

    private final List<SocketAddress> backends;
    private final EventLoop loop;
    private final Duration connectTimeout;
    private final Set<UpstreamEvents> connecting = new HashSet<>();
    private int next;

    /**
     * @param backends {@code host:port}, a Unix path or {@code @name}, at least one
     */
    public ForeignPool(EventLoop loop, List<String> backends, Duration connectTimeout) {
        this.loop = loop;
        this.backends = backends.stream().map(ForeignPool::address).toList();
        this.connectTimeout = connectTimeout;
    }

    @Override
    public boolean takesChunks() {
        return false;
    }

    @Override
    public boolean isOurs() {
        return false;
    }

    @Override
    public void lease(UpstreamEvents request) {
        connecting.add(request);
        connect(request, backends.size());
    }

    @Override
    public void cancel(UpstreamEvents request) {
        connecting.remove(request);
    }

    @Override
    public void giveBack(UpstreamConnection connection, boolean reusable) {
        connection.channel().close();
    }

    @Override
    public void lost(UpstreamConnection connection) {}

    private void connect(UpstreamEvents request, int tries) {
        SocketAddress backend = backends.get(next);
        next = (next + 1) % backends.size();
        boolean unix = backend instanceof DomainSocketAddress;
        AnswerDecoder decoder = new AnswerDecoder();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(unix ? EpollDomainSocketChannel.class : EpollSocketChannel.class)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) connectTimeout.toMillis())
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        decoder,
                                                        new UpstreamConnection(
                                                                ForeignPool.this,
                                                                decoder,
                                                                channel,
                                                                WorkerCore.FOREIGN));
                                    }
                                });
        if (!unix) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
        bootstrap
                .connect(backend)
                .addListener(done -> connected((ChannelFuture) done, request, tries));
    }

    private void connected(ChannelFuture done, UpstreamEvents request, int tries) {
        if (!connecting.contains(request)) {
            done.channel().close();
            return;
        }
        if (done.isSuccess()) {
            connecting.remove(request);
            done.channel().pipeline().get(UpstreamConnection.class).lend(request);
            return;
        }
        if (tries > 1) {
            connect(request, tries - 1);
            return;
        }
        connecting.remove(request);
        request.refused(Failure.CONNECT_FAILED);
    }

    private static SocketAddress address(String backend) {
        if (backend.startsWith("/")) {
            return new DomainSocketAddress(backend);
        }
        if (backend.startsWith("@")) {
            return new DomainSocketAddress("\0" + backend.substring(1));
        }
        int colon = backend.lastIndexOf(':');
        String host = backend.substring(0, colon).replace("[", "").replace("]", "");
        return new InetSocketAddress(
                host.isEmpty() ? "127.0.0.1" : host,
                Integer.parseInt(backend.substring(colon + 1)));
    }
}
