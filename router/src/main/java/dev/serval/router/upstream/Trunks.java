package dev.serval.router.upstream;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.link.Member;
import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.Trunk;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The trunks of one event loop, one for each worker that it has connections to. Loop only. */
final class Trunks {

    private static final long PATIENCE_MILLIS = 1000;

    /** One trunk, open or not yet, and its lanes. */
    private record Branch(IntObjectMap<Lane> lanes, Trunk trunk) {}

    /** Ours among the trunks of all loops of all routers. */
    private final String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final EventLoop loop;
    private final String shared;
    private final Scoreboard board;
    private final Map<Long, Branch> branches = new HashMap<>();
    private int numbers;

    /**
     * @param shared the abstract Unix address that all workers accept on, without its NUL
     * @param board where workers tell what they have begun
     */
    Trunks(EventLoop loop, String shared, Scoreboard board) {
        this.loop = loop;
        this.shared = shared;
        this.board = board;
    }

    /** The number of a connection that is being opened. */
    int next() {
        numbers = (numbers + 1) & 0xffffff;
        return numbers;
    }

    /** What the ping on a connection of this number says. */
    Vars lane(int number) {
        return Vars.of(Wire.TRUNK, name, Wire.LANE, Integer.toString(number));
    }

    /**
     * This worker has accepted it.
     *
     * @param pong how it has answered
     */
    Lane add(long pid, int number, Channel channel, Vars pong) {
        Branch branch = branches.computeIfAbsent(pid, this::open);
        Lane lane = new Lane(number, channel, branch.trunk, Receipt.of(pong, board));
        branch.lanes.put(number, lane);
        return lane;
    }

    /** It is closed, or a request's own; what was answered before is told before this returns. */
    void remove(long pid, Lane lane) {
        Branch branch = branches.get(pid);
        if (branch == null) {
            return;
        }
        Channel channel = branch.trunk.channel();
        if (channel != null) {
            Rest.read(channel);
        }
        branch.lanes.remove(lane.number());
        if (branch.lanes.isEmpty()) {
            branches.remove(pid);
            if (channel != null) {
                channel.close();
            }
        }
    }

    /** Without it all goes on the connections themselves. */
    private Branch open(long pid) {
        IntObjectMap<Lane> lanes = new IntObjectHashMap<>();
        Trunk trunk = new Trunk(lanes);
        Branch branch = new Branch(lanes, trunk);
        new Bootstrap()
                .group(loop)
                .channel(EpollDomainSocketChannel.class)
                .handler(trunk)
                .connect(new DomainSocketAddress("\0" + Member.address(shared, pid)))
                .addListener((ChannelFuture done) -> greet(done, pid, branch));
        return branch;
    }

    private void greet(ChannelFuture done, long pid, Branch branch) {
        if (!done.isSuccess()) {
            return;
        }
        Channel channel = done.channel();
        if (branch.lanes.isEmpty() || !isFrom(pid, (EpollDomainSocketChannel) channel)) {
            channel.close();
            return;
        }
        channel.writeAndFlush(
                Ping.request(channel.alloc(), Vars.of(Wire.TRUNK, name)), channel.voidPromise());
        branch.trunk.open(channel);
        channel.closeFuture().addListener(_ -> closed(branch));
    }

    /** A worker's lanes end with it, each for its own reason; any that is left is of no use. */
    private void closed(Branch branch) {
        loop.schedule(
                () -> List.copyOf(branch.lanes.values()).forEach(lane -> lane.channel().close()),
                PATIENCE_MILLIS,
                TimeUnit.MILLISECONDS);
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
