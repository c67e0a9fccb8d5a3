package dev.serval.router.upstream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Idle connections to one backend: a few, for a short time. */
final class Kept {

    private record Idle(UpstreamConnection connection, long since) {}

    private int most;
    private final long nanos;
    private final Deque<Idle> idle = new ArrayDeque<>();

    Kept(int most, Duration time) {
        this.most = most;
        this.nanos = time.toNanos();
    }

    /** Takes the connection that was used last, which is the least likely to be closed. */
    @Nullable UpstreamConnection take(long now) {
        Idle last = idle.peekLast();
        if (last == null || now - last.since > nanos || !last.connection.channel().isActive()) {
            return null;
        }
        idle.removeLast();
        return last.connection;
    }

    /**
     * Keeps a connection.
     *
     * @return whether there was room; if not, it must be closed
     */
    boolean add(UpstreamConnection connection, long now) {
        return idle.size() < most && idle.add(new Idle(connection, now));
    }

    void lost(UpstreamConnection connection) {
        idle.removeIf(each -> each.connection.equals(connection));
    }

    /** Closes those that are idle, and keeps none from now on. */
    void close() {
        most = 0;
        for (Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
            each.connection.channel().close();
        }
    }

    void expire(long now) {
        for (Idle first = idle.peekFirst();
                first != null && now - first.since > nanos;
                first = idle.peekFirst()) {
            idle.removeFirst();
            first.connection.channel().close();
        }
    }
}
