package dev.serval.router.account;

import dev.serval.control.board.LoopCell;
import io.netty.channel.Channel;

/** Counts what one event loop does; on that loop. */
public final class Account {

    private static final long NANOS_PER_MICRO = 1000;

    private final LoopCell cell;

    public Account(LoopCell cell) {
        this.cell = cell;
    }

    /** A client has connected. */
    public void connected(Channel client) {
        cell.accepted();
        client.closeFuture().addListener(_ -> cell.closed());
    }

    /** A client's channel has become a WebSocket. */
    public void socket(Channel client) {
        cell.socketOpened();
        client.closeFuture().addListener(_ -> cell.socketClosed());
    }

    /** How many requests wait for a backend now. */
    public void waiting(int requests) {
        cell.waiting(requests);
    }

    /** A request is over. */
    public void over(Visit visit) {
        cell.finished(
                visit.whole() ? visit.status() : 0,
                visit.tookNanos() / NANOS_PER_MICRO,
                visit.waitedNanos() / NANOS_PER_MICRO,
                visit.received(),
                visit.sent());
    }
}
