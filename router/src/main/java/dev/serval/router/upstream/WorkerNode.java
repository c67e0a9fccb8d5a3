package dev.serval.router.upstream;

import dev.serval.control.link.Member;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One worker process, as {@link PoolState} sees it: the connections it has accepted, and how many
 * are lent.
 *
 * @param <C> a connection; compared by identity
 */
final class WorkerNode<C> {

    final Member member;
    boolean leaving;
    private final Deque<C> idle = new ArrayDeque<>();
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
        return idle.pop();
    }

    /** A lease is over. */
    void end() {
        leased--;
    }

    /** The connection waits for its next request. */
    void idle(C connection) {
        idle.push(connection);
    }

    /** Whether one more connection would be of no use. */
    boolean full() {
        return connections() >= member.cores();
    }

    void lost(C connection) {
        idle.remove(connection);
    }

    List<C> takeIdle() {
        List<C> all = List.copyOf(idle);
        idle.clear();
        return all;
    }
}
