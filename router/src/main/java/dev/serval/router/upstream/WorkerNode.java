package dev.serval.router.upstream;

import dev.serval.control.link.Member;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One worker process, as {@link PoolState} sees it: the connections it has accepted, and how many
 * are lent.
 *
 * @param <C> a connection; compared by identity
 */
final class WorkerNode<C> {

    private record Idle<C>(WorkerCore peer, C connection) {}

    final Member member;
    boolean leaving;
    private final Deque<Idle<C>> idle = new ArrayDeque<>();
    private final Set<Integer> ownedCores = new HashSet<>();
    private int leased;

    WorkerNode(Member member) {
        this.member = member;
    }

    /** Requests it has of ours. */
    int leased() {
        return leased;
    }

    int connections() {
        return leased + idle.size();
    }

    boolean canServe() {
        return !idle.isEmpty() && leased < member.cores();
    }

    /** Lends the connection that was used last: what it touches is warm. */
    C lease() {
        leased++;
        return idle.pop().connection;
    }

    /** A lease is over. */
    void end(WorkerCore peer) {
        leased--;
        if (peer.owned()) {
            ownedCores.remove(peer.core());
        }
    }

    /** The connection waits for its next request. */
    void idle(WorkerCore peer, C connection) {
        idle.push(new Idle<>(peer, connection));
        if (peer.owned()) {
            ownedCores.add(peer.core());
        }
    }

    /** Whether the core that owns this new connection has one of ours already. */
    boolean knows(WorkerCore peer) {
        return peer.owned() && ownedCores.contains(peer.core());
    }

    void lost(C connection) {
        for (Idle<C> each : idle) {
            if (each.connection.equals(connection)) {
                idle.remove(each);
                ownedCores.remove(each.peer.core());
                return;
            }
        }
    }

    List<C> takeIdle() {
        List<C> all = idle.stream().map(Idle::connection).toList();
        idle.clear();
        return all;
    }
}
