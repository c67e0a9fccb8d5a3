package dev.serval.router.account;

import dev.serval.control.access.AccessLog;
import dev.serval.control.board.LoopCell;
import dev.serval.control.trace.Span;
import dev.serval.control.trace.Tracing;
import dev.serval.http.RequestIds;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Counts what one event loop does, and writes it down; on that loop. */
public final class Account {

    private static final long NANOS_PER_MICRO = 1000;

    private final LoopCell cell;
    private final AccessLog.@Nullable Pen pen;
    private final VisitEntry entry;
    private final @Nullable Tracing tracing;

    /**
     * @param pen writes a line for each request; null for none
     * @param believesForwarded whether X-Forwarded-For is written as the client's address
     * @param tracing makes a span of each request; null for none
     */
    public Account(
            LoopCell cell,
            AccessLog.@Nullable Pen pen,
            boolean believesForwarded,
            @Nullable Tracing tracing) {
        this.cell = cell;
        this.pen = pen;
        this.entry = new VisitEntry(believesForwarded);
        this.tracing = tracing;
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

    /** A request that was understood begins; null where no spans are made. */
    public @Nullable Span span(HttpRequest request, RequestIds ids) {
        if (tracing == null) {
            return null;
        }
        String parent = ids.traced() ? ids.traceparent().toString() : null;
        return tracing.begin(Tracing.Caller.CLIENT, request.method().name(), parent);
    }

    /** A request is over. */
    public void over(Visit visit) {
        long took = visit.tookNanos() / NANOS_PER_MICRO;
        cell.finished(
                visit.whole() ? visit.status() : 0,
                took,
                visit.waitedNanos() / NANOS_PER_MICRO,
                visit.received(),
                visit.sent());
        if (pen != null) {
            pen.write(visit.status(), took, entry.of(visit));
        }
        if (visit.span() != null) {
            VisitSpan.end(visit.span(), visit);
        }
    }

    /** Hands over lines that wait for others. */
    public void flush() {
        if (pen != null) {
            pen.flush();
        }
    }
}
