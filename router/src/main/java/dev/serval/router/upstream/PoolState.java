package dev.serval.router.upstream;

import dev.serval.control.link.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which connection serves the next request, and whether another one is wanted. Pure; one event
 * loop.
 *
 * <p>Workers are known by process id: a respawned worker is a new one. The least busy worker is
 * asked, and among equals the one that was asked longest ago.
 *
 * @param <C> a connection; compared by identity
 */
final class PoolState<C> {

    /** Connections beyond one a core: the kernel, not we, chooses which worker accepts. */
    private static final int SPARE = 4;

    private final Map<Long, WorkerNode<C>> nodes = new LinkedHashMap<>();
    private int connecting;

    /**
     * Takes the new roster.
     *
     * @return idle connections of workers that left it, to be closed now
     */
    List<C> roster(List<Member> members) {
        List<Long> pids = members.stream().map(Member::pid).toList();
        List<C> close = new ArrayList<>();
        for (WorkerNode<C> node : nodes.values()) {
            node.leaving = !pids.contains(node.member.pid());
            if (node.leaving) {
                close.addAll(node.takeIdle());
            }
        }
        nodes.values().removeIf(node -> node.leaving && node.leased() == 0);
        for (Member member : members) {
            nodes.putIfAbsent(member.pid(), new WorkerNode<>(member));
        }
        return close;
    }

    /** Takes an idle connection of the least busy worker that has a free core, if there is one. */
    Optional<C> lease() {
        WorkerNode<C> best = null;
        for (WorkerNode<C> node : nodes.values()) {
            if (node.canServe() && (best == null || node.leased() < best.leased())) {
                best = node;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        // Asked last, so it is looked at last among equals.
        nodes.remove(best.member.pid());
        nodes.put(best.member.pid(), best);
        return Optional.of(best.lease());
    }

    /**
     * A lease is over and the connection may be used again.
     *
     * @return whether it is kept; if not, it must be closed
     */
    boolean giveBack(long pid, C connection) {
        WorkerNode<C> node = nodes.get(pid);
        if (node == null) {
            return false;
        }
        node.end();
        if (node.leaving) {
            forgetIfGone(node);
            return false;
        }
        node.idle(connection);
        return true;
    }

    /** A lease is over and its connection with it. */
    void discard(long pid) {
        WorkerNode<C> node = nodes.get(pid);
        if (node != null) {
            node.end();
            forgetIfGone(node);
        }
    }

    /** An idle connection was closed by the other side. */
    void lost(long pid, C connection) {
        WorkerNode<C> node = nodes.get(pid);
        if (node != null) {
            node.lost(connection);
        }
    }

    /**
     * Whether to open one more connection now; counts it as being opened.
     *
     * @param waiting requests that wait for a connection
     */
    boolean connect(int waiting) {
        int workers = 0;
        int cores = 0;
        int connections = 0;
        boolean unknown = false;
        int free = 0;
        for (WorkerNode<C> node : nodes.values()) {
            connections += node.connections();
            if (!node.leaving) {
                workers++;
                cores += node.member.cores();
                free += Math.max(0, node.member.cores() - node.leased());
                unknown |= node.connections() == 0;
            }
        }
        boolean room = connections + connecting < cores + workers * SPARE;
        boolean wanted = waiting > connecting && free > connecting;
        boolean spread = unknown && connecting == 0;
        if (workers == 0 || !room || !(wanted || spread)) {
            return false;
        }
        connecting++;
        return true;
    }

    /**
     * A connection that was being opened has been accepted.
     *
     * @return whether it is kept as idle; if not, it must be closed: its worker is not on the
     *     roster, or has one for each of its cores already
     */
    boolean accepted(long pid, C connection) {
        connecting--;
        WorkerNode<C> node = nodes.get(pid);
        if (node == null || node.leaving || node.full()) {
            return false;
        }
        node.idle(connection);
        return true;
    }

    /** A connection that was being opened failed. */
    void failed() {
        connecting--;
    }

    private void forgetIfGone(WorkerNode<C> node) {
        if (node.leaving && node.leased() == 0) {
            nodes.remove(node.member.pid());
        }
    }
}
