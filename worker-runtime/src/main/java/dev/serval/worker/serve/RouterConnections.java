package dev.serval.worker.serve;

import dev.serval.worker.call.Core;
import dev.serval.worker.call.Service;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;

/**
 * Takes the connections of our own router and spreads them over the cores, so that each core has
 * its own. The only handler of the listening socket's pipeline; on the worker's loop.
 *
 * <p>Where several routers call, a connection belongs to no core: two of them would not know of
 * each other that the core is busy.
 */
public final class RouterConnections extends ChannelInboundHandlerAdapter {

    private final Service service;
    private final EventLoop loop;
    private final int uid;
    private final boolean owned;
    private final int[] connections;

    /**
     * @param loop the worker's own
     * @param uid the only user taken
     * @param owned whether a core owns each connection
     */
    public RouterConnections(Service service, EventLoop loop, int uid, boolean owned) {
        this.service = service;
        this.loop = loop;
        this.uid = uid;
        this.owned = owned;
        this.connections = new int[service.cores().all().size()];
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) throws IOException {
        EpollDomainSocketChannel child = (EpollDomainSocketChannel) accepted;
        if (child.peerCredentials().uid() != uid) {
            child.unsafe().closeForcibly();
            return;
        }
        if (!owned) {
            child.pipeline().addLast(new UwsgiInitializer(service, null, null));
            loop.register(child);
            return;
        }
        Core core = leastConnected();
        connections[core.number()]++;
        child.pipeline().addLast(new UwsgiInitializer(service, core, null), new Departure(core));
        core.loop().register((Channel) child);
    }

    /** A connection leaves its core when it closes, or when it becomes a WebSocket. */
    private final class Departure extends ChannelInboundHandlerAdapter {

        private final Core core;

        Departure(Core core) {
            this.core = core;
        }

        @Override
        public void channelUnregistered(ChannelHandlerContext ctx) {
            loop.execute(() -> connections[core.number()]--);
            ctx.fireChannelUnregistered();
        }
    }

    private Core leastConnected() {
        Core least = service.cores().all().getFirst();
        for (Core core : service.cores().all()) {
            if (connections[core.number()] < connections[least.number()]) {
                least = core;
            }
        }
        return least;
    }
}
