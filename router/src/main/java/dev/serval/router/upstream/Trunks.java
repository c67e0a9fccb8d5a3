package dev.serval.router.upstream;

import dev.serval.control.link.Member;
import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The trunks of one event loop, one for each worker that it has connections to. Loop only. */
final class Trunks {

    /** Ours among the trunks of all loops of all routers. */
    private final String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final EventLoop loop;
    private final String shared;
    private final Map<Long, Trunk> trunks = new HashMap<>();
    private int lanes;

    /**
     * @param shared the abstract Unix address that all workers accept on, without its NUL
     */
    Trunks(EventLoop loop, String shared) {
        this.loop = loop;
        this.shared = shared;
    }

    /** The number of a connection that is being opened. */
    int next() {
        lanes = (lanes + 1) & 0xffffff;
        return lanes;
    }

    /** What the ping on a connection of this number says. */
    Vars lane(int number) {
        return Vars.of(Wire.TRUNK, name, Wire.LANE, Integer.toString(number));
    }

    /** This worker has accepted it. */
    void add(long pid, int number, Channel lane) {
        trunks.computeIfAbsent(pid, this::open).add(number, lane);
    }

    /** It is closed, or a request's own; what was answered before is told before this returns. */
    void remove(long pid, Channel lane) {
        Trunk trunk = trunks.get(pid);
        if (trunk == null) {
            return;
        }
        trunk.drain();
        trunk.remove(lane);
        if (trunk.isEmpty()) {
            trunks.remove(pid);
        }
    }

    /** Without it answers come on the connections themselves. */
    private Trunk open(long pid) {
        Trunk trunk = new Trunk();
        new Bootstrap()
                .group(loop)
                .channel(EpollDomainSocketChannel.class)
                .handler(trunk)
                .connect(new DomainSocketAddress("\0" + Member.address(shared, pid)))
                .addListener((ChannelFuture done) -> greet(done, pid));
        return trunk;
    }

    private void greet(ChannelFuture done, long pid) {
        if (!done.isSuccess()) {
            return;
        }
        Channel channel = done.channel();
        if (isFrom(pid, (EpollDomainSocketChannel) channel)) {
            channel.writeAndFlush(
                    Ping.request(channel.alloc(), Vars.of(Wire.TRUNK, name)),
                    channel.voidPromise());
        } else {
            channel.close();
        }
    }

    /** The address is abstract: anybody may have taken it. */
    private static boolean isFrom(long pid, EpollDomainSocketChannel channel) {
        try {
            return channel.peerCredentials().pid() == pid;
        } catch (IOException _) {
            return false; // closed already
        }
    }
}
