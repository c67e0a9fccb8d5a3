package dev.serval.router.upstream;

import dev.serval.control.link.Member;
import dev.serval.router.upstream.ProgramPool.Ask;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One process of a program, and the connections to it, for one event loop. */
final class ProgramNode implements UpstreamConnection.Owner {

    private static final long NEVER = Long.MAX_VALUE;

    /**
     * @param reused whether the connection had a request before
     * @param deadline when the request is given up, by {@link System#nanoTime}
     */
    private record Lease(boolean reused, long deadline) {}

    private final ProgramPool pool;
    private final Member member;
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
    ProgramNode(ProgramPool pool, Member member, Connector.Line line, Kept kept, int room) {
        this.pool = pool;
        this.member = member;
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

    boolean canServe() {
        return !leaving && !refusing && busy < room;
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
        line.connect(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                AnswerDecoder decoder = new AnswerDecoder();
                                channel.pipeline()
                                        .addLast(
                                                decoder,
                                                new UpstreamConnection(
                                                        ProgramNode.this,
                                                        decoder,
                                                        channel,
                                                        member.pid()));
                            }
                        })
                .addListener(done -> connected((ChannelFuture) done, ask));
    }

    private void connected(ChannelFuture done, Ask ask) {
        if (!done.isSuccess()) {
            refusing = true;
            ended();
            pool.refused(this, ask);
            return;
        }
        UpstreamConnection connection = done.channel().pipeline().get(UpstreamConnection.class);
        if (connection != null && pool.wanted(ask)) {
            lend(connection, false, ask);
            return;
        }
        done.channel().close();
        ended();
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
        return true;
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

    /** A WebSocket ends when the program does, or sooner: nobody waits for it. */
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
