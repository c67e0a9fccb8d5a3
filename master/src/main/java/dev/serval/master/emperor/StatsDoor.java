package dev.serval.master.emperor;

import dev.serval.control.option.Address;
import dev.serval.master.socket.Activation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells every connection of the vassals and closes it. On the event loop. */
final class StatsDoor implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final int PATIENCE_SECONDS = 5;

    private final List<Channel> channels = new ArrayList<>();

    /**
     * Opens it.
     *
     * @param document of the moment; called on an event loop
     * @throws ListenException if an address is taken
     */
    StatsDoor(List<Address> addresses, EventLoopGroup loops, Supplier<byte[]> document)
            throws ListenException {
        SocketOpener opener =
                new SocketOpener(loops, BACKLOG, new Teller(document), new Activation(0));
        for (Address address : addresses) {
            ListeningSocket opened =
                    address.unix()
                            ? opener.unix("emperor stats", address.path())
                            : opener.tcp(
                                    "emperor stats",
                                    new InetSocketAddress(address.host(), address.port()));
            opened.channel().config().setAutoRead(true);
            channels.add(opened.channel());
        }
    }

    /** Where, in words. */
    List<String> where() {
        return channels.stream().map(channel -> text(channel)).toList();
    }

    private static String text(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress tcp
                ? tcp.getHostString() + ":" + tcp.getPort()
                : channel.localAddress().toString();
    }

    @Override
    public void close() {
        channels.forEach(channel -> channel.close().awaitUninterruptibly());
    }

    @Sharable
    private static final class Teller extends ChannelInboundHandlerAdapter {

        private final Supplier<byte[]> document;

        Teller(Supplier<byte[]> document) {
            this.document = document;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(document.get()))
                    .addListener(ChannelFutureListener.CLOSE);
            ctx.executor().schedule(() -> ctx.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
