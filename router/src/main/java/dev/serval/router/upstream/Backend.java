package dev.serval.router.upstream;

import dev.serval.router.upstream.BackendPool.Ask;
import dev.serval.router.upstream.Balance.Pick;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One backend of a pool, and the connections to it. Those of HTTP are kept; uwsgi has one a
 * request.
 */
final class Backend implements UpstreamConnection.Owner {

    private final BackendPool pool;
    private final int modifier1;
    private final Connector.Line line;
    private final Kept kept;
    private final Map<UpstreamConnection, Lease> lent = new HashMap<>();

    /**
     * @param reused whether the connection had a request before
     */
    private record Lease(Pick.Use use, boolean reused) {}

    /**
     * @param modifier1 of the packets it is sent; -1 for the router's own
     */
    Backend(BackendPool pool, int modifier1, Connector.Line line, Kept kept) {
        this.pool = pool;
        this.modifier1 = modifier1;
        this.line = line;
        this.kept = kept;
    }

    /** Finds or opens a connection for a request. */
    void take(Pick.Use use, Ask ask) {
        UpstreamConnection idle = line.http() && !ask.again() ? kept.take(System.nanoTime()) : null;
        if (idle != null) {
            pool.wanted(ask);
            lend(idle, new Lease(use, true), ask);
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
                                                        Backend.this,
                                                        decoder,
                                                        channel,
                                                        UpstreamConnection.FOREIGN,
                                                        null));
                            }
                        })
                .addListener(done -> connected((ChannelFuture) done, use, ask));
    }

    private void connected(ChannelFuture done, Pick.Use use, Ask ask) {
        if (!done.isSuccess()) {
            pool.refused(use, ask);
            return;
        }
        UpstreamConnection connection = done.channel().pipeline().get(UpstreamConnection.class);
        if (connection != null && pool.wanted(ask)) {
            lend(connection, new Lease(use, false), ask);
            return;
        }
        done.channel().close();
        pool.ended(use);
    }

    private void lend(UpstreamConnection connection, Lease lease, Ask ask) {
        lent.put(connection, lease);
        connection.lend(ask.request);
    }

    boolean owns(UpstreamConnection connection) {
        return connection.ownedBy(this);
    }

    void expire(long now) {
        kept.expire(now);
    }

    /** Its idle connections are closed, the others when their requests have ended. */
    void leave() {
        kept.close();
    }

    @Override
    public int modifier1(int usual) {
        return modifier1 < 0 ? usual : modifier1;
    }

    @Override
    public boolean http() {
        return line.http();
    }

    @Override
    public void answered(UpstreamConnection connection) {
        pool.answered(lease(connection).use);
    }

    @Override
    public void failed(UpstreamConnection connection, Failure failure) {
        pool.failed(lease(connection).use, failure);
    }

    @Override
    public void sign(
            UpstreamConnection connection, HttpRequest request, HttpHeaders answer, boolean https) {
        pool.sign(lease(connection).use, request, answer, https);
    }

    @Override
    public Failure closed(UpstreamConnection connection, boolean answered, boolean reset) {
        if (answered) {
            return Failure.CLOSED_EARLY;
        }
        if (reset && line.unix()) {
            return Failure.NOT_READ;
        }
        return lease(connection).reused ? Failure.STALE : Failure.UNANSWERED;
    }

    @Override
    public void giveBack(UpstreamConnection connection, boolean reusable) {
        Lease lease = Objects.requireNonNull(lent.remove(connection), "it was lent");
        if (!(reusable && line.http() && kept.add(connection, System.nanoTime()))) {
            connection.channel().close();
        }
        pool.ended(lease.use);
    }

    /** A WebSocket counts as a connection in use until it ends. */
    @Override
    public void left(UpstreamConnection connection) {
        Lease lease = Objects.requireNonNull(lent.remove(connection), "it was lent");
        connection.channel().closeFuture().addListener(_ -> pool.ended(lease.use));
    }

    @Override
    public void lost(UpstreamConnection connection) {
        kept.lost(connection);
    }

    private Lease lease(UpstreamConnection connection) {
        return Objects.requireNonNull(lent.get(connection), "it is lent");
    }
}
