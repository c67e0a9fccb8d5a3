package dev.serval.router.quic;

import dev.serval.control.link.AcceptPause;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The routers that came after this one: while there is one that reads a socket, it is not read
 * here, and what it passes on is taken as if it had been. The other end is {@link Predecessors}.
 */
final class Successors {

    private final Map<Long, QuicSocket> sockets;

    /**
     * @param sockets those of this router by their numbers; may still grow
     */
    Successors(Map<Long, QuicSocket> sockets) {
        this.sockets = sockets;
    }

    /** Lets them call from now on. */
    void listen(EventLoop loop, long mark) {
        new ServerBootstrap()
                .group(loop)
                .channel(EpollServerDomainSocketChannel.class)
                .handler(new AcceptPause("router", () -> true))
                .childHandler(
                        new ChannelInitializer<EpollDomainSocketChannel>() {
                            @Override
                            protected void initChannel(EpollDomainSocketChannel line)
                                    throws IOException {
                                greet(line);
                            }
                        })
                .bind(Neighbours.address(mark));
    }

    private void greet(EpollDomainSocketChannel line) throws IOException {
        if (!Neighbours.trusts(line.peerCredentials().uid())) {
            line.close();
            return;
        }
        int prefix = PassedPacket.PREFIX_BYTES;
        line.pipeline()
                .addLast(
                        new LengthFieldBasedFrameDecoder(
                                PassedPacket.MAX_BYTES, 0, prefix, 0, prefix),
                        new Line());
    }

    /** One successor: first the sockets that it reads, then packets. */
    private final class Line extends SimpleChannelInboundHandler<ByteBuf> {

        private final List<QuicSocket> claimed = new ArrayList<>();
        private boolean told;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
            if (told) {
                PassedPacket packet = PassedPacket.decode(frame);
                QuicSocket socket = sockets.get(packet.socket());
                if (socket == null) {
                    packet.content().release();
                } else {
                    socket.take(packet);
                }
                return;
            }
            told = true;
            while (frame.readableBytes() >= Long.BYTES) {
                QuicSocket socket = sockets.get(frame.readLong());
                if (socket != null) {
                    claimed.add(socket);
                    socket.succeeded();
                }
            }
            if (claimed.isEmpty()) {
                ctx.close(); // of another server
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            claimed.forEach(QuicSocket::taken);
            ctx.fireChannelReadComplete();
        }

        /** It has ended, or has died: somebody must read. */
        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            claimed.forEach(QuicSocket::leftAlone);
            claimed.clear();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
