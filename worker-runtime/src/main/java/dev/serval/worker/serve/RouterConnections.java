package dev.serval.worker.serve;

import dev.serval.worker.call.Service;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;

/**
 * Takes the connections of our own router, and no others. The only handler of a listening socket's
 * pipeline; on the worker's loop.
 */
@ChannelHandler.Sharable
public final class RouterConnections extends ChannelInboundHandlerAdapter {

    private final UwsgiInitializer initializer;
    private final EventLoop loop;
    private final int uid;

    /**
     * @param loop the worker's own
     * @param uid the only user taken
     * @param receipts where it is told which requests of trunks have begun
     */
    public RouterConnections(Service service, EventLoop loop, int uid, Receipts receipts) {
        this.initializer = UwsgiInitializer.ofRouters(service, new Trunks(receipts));
        this.loop = loop;
        this.uid = uid;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) throws IOException {
        EpollDomainSocketChannel child = (EpollDomainSocketChannel) accepted;
        if (child.peerCredentials().uid() != uid) {
            child.unsafe().closeForcibly();
            return;
        }
        child.pipeline().addLast(initializer);
        loop.register(child);
    }
}
