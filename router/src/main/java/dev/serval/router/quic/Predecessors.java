package dev.serval.router.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The routers that were there before this one and still hold connections: the sockets they share
 * with it are read here from now on, and they get from here what is for them. The other end is
 * {@link Successors}.
 */
final class Predecessors {

    private final EventLoop loop;
    private final Map<Long, Channel> byMark = new HashMap<>();

    Predecessors(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Tells all others that these sockets are read here.
     *
     * @param own the mark of this router
     * @param sockets their numbers
     */
    void follow(long own, Collection<Long> sockets) {
        for (long mark : Neighbours.of(own)) {
            EpollDomainSocketChannel line = new EpollDomainSocketChannel();
            new Bootstrap()
                    .group(loop)
                    .channelFactory(() -> line)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(Neighbours.address(mark))
                    .addListener(done -> {
                        if (done.isSuccess()) {
                            claim(line, mark, sockets);
                        }
                    });
        }
    }

    private void claim(EpollDomainSocketChannel line, long mark, Collection<Long> sockets)
            throws IOException {
        if (!Neighbours.trusts(line.peerCredentials().uid())) {
            line.close();
            return;
        }
        ByteBuf claim = Unpooled.buffer(PassedPacket.PREFIX_BYTES + sockets.size() * Long.BYTES);
        claim.writeInt(sockets.size() * Long.BYTES);
        sockets.forEach(claim::writeLong);
        line.writeAndFlush(claim);
        byMark.put(mark, line);
        line.closeFuture().addListener(_ -> byMark.remove(mark));
    }

    /**
     * Passes a packet on, if it is for one of them. One that cannot take more now loses it, as
     * networks lose packets.
     *
     * @return whether it was for one of them; it is released then
     */
    boolean pass(long mark, long socket, DatagramPacket packet) {
        Channel line = byMark.get(mark);
        if (line == null) {
            return false;
        }
        if (line.isWritable()) {
            line.write(PassedPacket.encode(line.alloc(), socket, packet), line.voidPromise());
        } else {
            packet.release();
        }
        return true;
    }

    /** Sends what was passed. */
    void flush() {
        byMark.values().forEach(Channel::flush);
    }
}
