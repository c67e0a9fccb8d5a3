package dev.serval.router.exchange;

import java.time.Duration;

/**
 * How long a client has taken for what it is doing. Pure: time comes in as {@link System#nanoTime}.
 */
final class ClientClock {

    /** What must be done about it. */
    enum Due {
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

    ClientClock(Rules.Patience patience, long now) {
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
    void arrived(boolean busy, long now) {
        if (!busy && (phase == Phase.FRESH || phase == Phase.IDLE)) {
            enter(Phase.HEAD, now);
        }
    }

    /** Something moved in a request; begins one if none was under way. */
    void working(long now) {
        if (phase != Phase.WORKING && phase != Phase.LEAVING) {
            enter(Phase.WORKING, now);
        }
        moved = now;
    }

    /** A request was answered and the connection is kept. */
    void idle(long now) {
        enter(Phase.IDLE, now);
    }

    /** The last answer was written. */
    void leaving(long now) {
        enter(Phase.LEAVING, now);
    }

    /**
     * @param bodyBytes how much of the request's body has come
     */
    Due due(long now, long bodyBytes) {
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
