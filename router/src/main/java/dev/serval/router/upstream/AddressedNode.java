package dev.serval.router.upstream;

import dev.serval.control.link.Member;
import dev.serval.router.upstream.AddressedPool.Ask;
import dev.serval.uwsgi.Vars;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** One process with an address of its own, and the connections to it, for one event loop. */
final class AddressedNode implements UpstreamConnection.Owner {

    private static final long NEVER = Long.MAX_VALUE;

    /**
     * @param reused whether the connection had a request before
     * @param deadline when the request is given up, by {@link System#nanoTime}
     */
    private record Lease(boolean reused, long deadline) {}

    private final AddressedPool pool;
    private final Member member;
    private final String id;
    private final Connector.Line line;
    private final Kept kept;
    private final int room;
    private final Map<UpstreamConnection, Lease> lent = new HashMap<>();
    private final List<Runnable> whenFree = new ArrayList<>();
    private boolean leaving;
    private boolean refusing;
    private int busy;

    /**
     * @param room requests it is given at a time
     */
    AddressedNode(AddressedPool pool, Member member, Connector.Line line, Kept kept, int room) {
        this.pool = pool;
        this.member = member;
        this.id = Sticky.id(AddressedPool.NAME, "worker " + member.worker());
        this.line = line;
        this.kept = kept;
        this.room = room;
    }

    Member member() {
        return member;
    }

    /** Requests it has, those that wait for their connection included. */
    int busy() {
        return busy;
    }

    /** Whether it is worth waiting for. */
    boolean accepts() {
        return !leaving && !refusing;
    }

    boolean canServe() {
        return accepts() && busy < room;
    }

    /** What stands for it in a client's cookie: its number, which a successor takes over. */
    String id() {
        return id;
    }

    /** It is given nothing new; what it has goes on. */
    void leave() {
        leaving = true;
        kept.close();
    }

    boolean isGone() {
        return leaving && busy == 0;
    }

    /** Runs it as soon as there is no request here. */
    void whenFree(Runnable then) {
        if (busy == 0) {
            then.run();
        } else {
            whenFree.add(then);
        }
    }

    /** It accepts connections again, or so it is hoped. */
    void hope() {
        refusing = false;
    }

    /** Finds or opens a connection for a request. */
    void take(Ask ask) {
        busy++;
        UpstreamConnection idle = ask.again() ? null : kept.take(System.nanoTime());
        if (idle != null) {
            pool.wanted(ask);
            lend(idle, true, ask);
            return;
        }
        if (line.http()) {
            line.connect(initializer(this::speak)).addListener(done -> called(done, ask));
        } else {
            line.connect(initializer(channel -> Greeting.on(channel, new Answer(ask))))
                    .addListener(done -> unanswered(done, ask));
        }
    }

    private static ChannelInitializer<Channel> initializer(Consumer<Channel> first) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                first.accept(channel);
            }
        };
    }

    private void speak(Channel channel) {
        AnswerDecoder decoder = new AnswerDecoder();
        channel.pipeline()
                .addLast(
                        decoder,
                        new UpstreamConnection(this, decoder, channel, member.pid(), null));
    }

    private void called(Future<?> done, Ask ask) {
        if (done.isSuccess()) {
            connected(((ChannelFuture) done).channel(), ask);
        } else {
            unreachable(ask);
        }
    }

    private void unanswered(Future<?> done, Ask ask) {
        if (!done.isSuccess()) {
            unreachable(ask);
        }
    }

    private void connected(Channel channel, Ask ask) {
        UpstreamConnection connection = channel.pipeline().get(UpstreamConnection.class);
        if (connection != null && pool.wanted(ask)) {
            lend(connection, false, ask);
            return;
        }
        channel.close();
        ended();
    }

    private void unreachable(Ask ask) {
        refusing = true;
        ended();
        pool.refused(this, ask);
    }

    /** How a worker of ours was greeted. */
    private final class Answer implements Greeting.Listener {

        private final Ask ask;

        Answer(Ask ask) {
            this.ask = ask;
        }

        @Override
        public void accepted(Channel channel, long pid, Vars pong) {
            if (isOurs(channel)) {
                speak(channel);
                connected(channel, ask);
                return;
            }
            channel.close();
            unreachable(ask);
        }

        @Override
        public void failed() {
            unreachable(ask);
        }

        /** Once a worker is gone, anybody on this machine may listen at its address. */
        private boolean isOurs(Channel channel) {
            try {
                return ((EpollDomainSocketChannel) channel).peerCredentials().pid() == member.pid();
            } catch (IOException e) {
                return false;
            }
        }
    }

    private void lend(UpstreamConnection connection, boolean reused, Ask ask) {
        Duration limit = pool.patience().of(ask.request().request().uri());
        long deadline = limit.isZero() ? NEVER : System.nanoTime() + limit.toNanos();
        lent.put(connection, new Lease(reused, deadline));
        connection.lend(ask.request());
    }

    /** Closes what is idle for long, and gives up what takes too long. */
    void expire(long now) {
        kept.expire(now);
        List<UpstreamConnection> late = new ArrayList<>();
        lent.forEach((connection, lease) -> {
            if (lease.deadline != NEVER && now - lease.deadline > 0) {
                late.add(connection);
            }
        });
        for (UpstreamConnection connection : late) {
            connection.giveUp(Failure.OVERDUE);
            pool.overdue(this);
        }
    }

    private void ended() {
        busy--;
        if (isGone()) {
            pool.gone(this);
        }
        if (busy == 0) {
            whenFree.forEach(Runnable::run);
            whenFree.clear();
        }
    }

    @Override
    public boolean http() {
        return line.http();
    }

    @Override
    public void sign(
            UpstreamConnection connection, HttpRequest request, HttpHeaders answer, boolean https) {
        pool.sign(id, request, answer, https);
    }

    @Override
    public void answered(UpstreamConnection connection) {
        pool.score(member).answers++;
    }

    @Override
    public void failed(UpstreamConnection connection, Failure failure) {
        pool.score(member).failures++;
    }

    @Override
    public Failure closed(UpstreamConnection connection, boolean answered, boolean reset) {
        if (!line.http()) {
            return UpstreamConnection.Owner.super.closed(connection, answered, reset);
        }
        if (answered) {
            return Failure.CLOSED_EARLY;
        }
        boolean reused = Objects.requireNonNull(lent.get(connection), "it is lent").reused;
        return reused ? Failure.STALE : Failure.UNANSWERED;
    }

    @Override
    public void giveBack(UpstreamConnection connection, boolean reusable) {
        lent.remove(connection);
        long now = System.nanoTime();
        pool.score(member).took(now - connection.lentNanos());
        if (!reusable || leaving || !kept.add(connection, now)) {
            connection.channel().close();
        }
        ended();
        pool.serveWaiting();
    }

    /** A WebSocket ends when the process does, or sooner: nobody waits for it. */
    @Override
    public void left(UpstreamConnection connection) {
        lent.remove(connection);
        pool.score(member).answers++;
        ended();
        pool.serveWaiting();
    }

    @Override
    public void lost(UpstreamConnection connection) {
        kept.lost(connection);
    }
}
