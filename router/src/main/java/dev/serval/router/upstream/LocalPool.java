package dev.serval.router.upstream;

import dev.serval.control.link.Member;
import dev.serval.control.log.EventLog;
import dev.serval.uwsgi.Vars;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/**
 * Kept connections to our own workers, for one event loop.
 *
 * <p>All workers accept on one socket. Each new connection is greeted with a ping; the answer says
 * who took it, and only then is it lent to a request.
 */
public final class LocalPool implements Upstream, UpstreamConnection.Owner {

    private static final long RETRY_MILLIS = 50;

    private final EventLoop loop;
    private final DomainSocketAddress address;
    private final int maxWaiting;
    private final Duration patience;
    private final PoolState<UpstreamConnection> state = new PoolState<>();

    /** Who has no connection yet, first come first, and until when it waits. */
    private final SequencedMap<UpstreamEvents, Long> waiting = new LinkedHashMap<>();

    private final Bootstrap bootstrap;
    private final Trunks trunks;
    private boolean retryDue;
    private boolean complained;

    /**
     * @param trunks of the same loop
     * @param address the abstract Unix address all workers accept on, without its NUL
     * @param maxWaiting how many requests may wait for a core
     * @param patience how long one may wait
     */
    LocalPool(EventLoop loop, Trunks trunks, String address, int maxWaiting, Duration patience) {
        this.loop = loop;
        this.address = new DomainSocketAddress("\0" + address);
        this.maxWaiting = maxWaiting;
        this.patience = patience;
        this.trunks = trunks;
        this.bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(EpollDomainSocketChannel.class)
                        .option(ChannelOption.AUTO_READ, true)
                        .handler(new Greeter());
    }

    /** The ready workers changed. */
    public void roster(List<Member> members) {
        state.roster(members).forEach(connection -> connection.channel().close());
        connectWhereWanted();
    }

    @Override
    public boolean takesChunks() {
        return true;
    }

    @Override
    public void lease(UpstreamEvents request) {
        if (waiting.isEmpty()) {
            Optional<UpstreamConnection> idle = state.lease();
            if (idle.isPresent()) {
                idle.get().lend(request);
                return;
            }
        }
        if (waiting.size() >= maxWaiting) {
            request.broken(Failure.QUEUE_FULL);
            return;
        }
        waiting.put(request, System.nanoTime() + patience.toNanos());
        connectWhereWanted();
    }

    @Override
    public void cancel(UpstreamEvents request) {
        waiting.remove(request);
    }

    /** How many requests wait for a core. */
    public int waiting() {
        return waiting.size();
    }

    /** Refuses who has waited too long; to be called now and then. */
    public void expire(long nanoTime) {
        for (Map.Entry<UpstreamEvents, Long> first = waiting.firstEntry();
                first != null && nanoTime - first.getValue() > 0;
                first = waiting.firstEntry()) {
            waiting.remove(first.getKey());
            first.getKey().broken(Failure.QUEUE_TIMEOUT);
        }
        connectWhereWanted();
    }

    /** Closes what is idle; what is lent is closed when it comes back. */
    public void close() {
        state.roster(List.of()).forEach(connection -> connection.channel().close());
    }

    @Override
    public void giveBack(UpstreamConnection connection, boolean reusable) {
        if (!reusable) {
            state.discard(connection.pid());
            connection.channel().close();
            connectWhereWanted();
            return;
        }
        if (!state.giveBack(connection.pid(), connection)) {
            connection.channel().close();
        }
        serveWaiting();
    }

    /** Its core is free for another connection: the worker has made room for one. */
    @Override
    public void left(UpstreamConnection connection) {
        closing(connection);
        state.discard(connection.pid());
        connectWhereWanted();
    }

    @Override
    public void closing(UpstreamConnection connection) {
        connection.lane().ifPresent(lane -> trunks.remove(connection.pid(), lane));
    }

    @Override
    public Failure closed(UpstreamConnection connection, boolean answered, boolean reset) {
        Lane lane = connection.lane().filter(Lane::used).orElse(null);
        if (lane == null) {
            return UpstreamConnection.Owner.super.closed(connection, answered, reset);
        }
        return lane.notBegun() && !answered ? Failure.NOT_BEGUN : Failure.CLOSED_EARLY;
    }

    @Override
    public void lost(UpstreamConnection connection) {
        state.lost(connection.pid(), connection);
    }

    private void serveWaiting() {
        while (!waiting.isEmpty()) {
            Optional<UpstreamConnection> idle = state.lease();
            if (idle.isEmpty()) {
                break;
            }
            idle.get().lend(waiting.pollFirstEntry().getKey());
        }
        connectWhereWanted();
    }

    private void connectWhereWanted() {
        while (state.connect(waiting.size())) {
            bootstrap
                    .clone()
                    .connect(address)
                    .addListener((io.netty.channel.ChannelFuture done) -> {
                        if (!done.isSuccess()) {
                            complain(done.cause());
                            failed();
                        }
                    });
        }
    }

    /** One line, and no more of them before a worker has answered again. */
    private void complain(Throwable cause) {
        if (!complained) {
            complained = true;
            EventLog.line("cannot connect to our own workers: " + cause.getMessage());
        }
    }

    private void failed() {
        state.failed();
        if (!retryDue) {
            retryDue = true;
            loop.schedule(
                    () -> {
                        retryDue = false;
                        connectWhereWanted();
                    },
                    RETRY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void accepted(Channel channel, long pid, Lane lane) {
        complained = false;
        AnswerDecoder decoder = new AnswerDecoder();
        UpstreamConnection connection = new UpstreamConnection(this, decoder, channel, pid, lane);
        channel.pipeline().addLast(decoder, connection);
        if (!state.accepted(pid, connection)) {
            channel.close();
            connectWhereWanted();
            return;
        }
        serveWaiting();
    }

    /** The first handlers of a new connection; it stays in no pipeline. */
    private final class Greeter extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            int number = trunks.next();
            Greeting.on(channel, new Greeted(number), trunks.lane(number));
        }
    }

    /** How a greeting went on the connection of this number. */
    private final class Greeted implements Greeting.Listener {

        private final int number;

        Greeted(int number) {
            this.number = number;
        }

        @Override
        public void accepted(Channel channel, long pid, Vars pong) {
            LocalPool.this.accepted(channel, pid, trunks.add(pid, number, channel, pong));
        }

        @Override
        public void failed() {
            LocalPool.this.failed();
        }
    }
}
