package dev.serval.http;

import java.time.Duration;

/**
 * How long a client has taken for what it is doing. Pure: time comes in as {@link System#nanoTime}.
 */
public final class ClientClock {

    /** What must be done about it. */
    public enum Due {
        NOTHING,
        CLOSE,
        HEAD_LATE,
        SILENT
    }

    private enum Phase {
        /** No byte of a request yet. */
        FRESH,
        /** Between two requests. */
        IDLE,
        /** A request's head is coming. */
        HEAD,
        /** A request is under way. */
        WORKING,
        /** The last answer is on its way. */
        LEAVING
    }

    private static final long SECOND = 1_000_000_000L;
    private static final long RATE_GRACE = 20 * SECOND;
    private static final long MIN_BODY_BYTES_PER_SECOND = 100;
    private static final long LEAVE_LIMIT = 30 * SECOND;

    private final long headers;
    private final long idle;
    private final long exchange;
    private Phase phase = Phase.FRESH;
    private long since;
    private long moved;

    /**
     * @param headers from a request's first byte to its head's last
     * @param idle a kept connection between requests; zero: connections are not kept
     * @param exchange silence in the middle of a request or an answer
     */
    public record Patience(Duration headers, Duration idle, Duration exchange) {}

    /** The clock of a connection that has just been accepted. */
    public ClientClock(Patience patience, long now) {
        this.headers = nanos(patience.headers());
        this.idle = nanos(patience.idle());
        this.exchange = nanos(patience.exchange());
        this.since = now;
        this.moved = now;
    }

    /**
     * Bytes came in.
     *
     * @param busy whether a request is under way, whose body they are
     */
    public void arrived(boolean busy, long now) {
        if (!busy && (phase == Phase.FRESH || phase == Phase.IDLE)) {
            enter(Phase.HEAD, now);
        }
    }

    /** Something moved in a request; begins one if none was under way. */
    public void working(long now) {
        if (phase != Phase.WORKING && phase != Phase.LEAVING) {
            enter(Phase.WORKING, now);
        }
        moved = now;
    }

    /** The client still takes an answer: whatever it does, it has been at it until now. */
    public void moved(long now) {
        moved = now;
        since = phase == Phase.WORKING ? since : now;
    }

    /** A request was answered and the connection is kept. */
    public void idle(long now) {
        enter(Phase.IDLE, now);
    }

    /** The last answer was written. */
    public void leaving(long now) {
        enter(Phase.LEAVING, now);
    }

    /**
     * Whether a server that drains may close the connection now: no byte of a request has come, for
     * so long that none is likely to be on its way.
     */
    public boolean mayLeave(long now) {
        return (phase == Phase.FRESH || phase == Phase.IDLE) && now - since > SECOND;
    }

    /**
     * Whether anything has taken too long.
     *
     * @param bodyBytes how much of the request's body has come
     */
    public Due due(long now, long bodyBytes) {
        long inPhase = now - since;
        return switch (phase) {
            case FRESH -> inPhase > headers ? Due.CLOSE : Due.NOTHING;
            case IDLE -> inPhase > idle ? Due.CLOSE : Due.NOTHING;
            case HEAD -> inPhase > headers ? Due.HEAD_LATE : Due.NOTHING;
            case WORKING -> working(now, inPhase, bodyBytes);
            case LEAVING -> inPhase > LEAVE_LIMIT ? Due.CLOSE : Due.NOTHING;
        };
    }

    private Due working(long now, long inPhase, long bodyBytes) {
        if (now - moved > exchange) {
            return Due.SILENT;
        }
        boolean trickles =
                bodyBytes > 0
                        && now - moved < 2 * SECOND
                        && inPhase > RATE_GRACE
                        && bodyBytes < (inPhase - RATE_GRACE) / SECOND * MIN_BODY_BYTES_PER_SECOND;
        return trickles ? Due.SILENT : Due.NOTHING;
    }

    private void enter(Phase next, long now) {
        phase = next;
        since = now;
        moved = now;
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
