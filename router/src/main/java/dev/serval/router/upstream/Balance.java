package dev.serval.router.upstream;

import java.util.List;

/**
 * Decides which backend of a pool serves the next request: the one with the fewest for its weight,
 * of those that are well and have room. Pure; time comes in as {@link System#nanoTime}.
 */
final class Balance {

    /** What becomes of a request. */
    sealed interface Pick {

        /**
         * It goes to this backend, which has one more now.
         *
         * @param trial whether to see if that is well again
         */
        record Use(int backend, boolean trial) implements Pick {}

        /** It waits: all that are well have as many as they may. */
        record Wait() implements Pick {}

        /** There is nobody to wait for. */
        record None() implements Pick {}
    }

    /** For {@link #pick}: no backend is preferred. */
    static final int ANY = -1;

    private static final long STRIDE = 1_000_000;
    private static final Pick WAIT = new Pick.Wait();
    private static final Pick NONE = new Pick.None();
    private static final Breaker WELL = new Breaker.Closed(0);

    private static final class Node {

        private final int weight;
        private Breaker breaker = WELL;
        private boolean sick;
        private int busy;

        /** Moved on by each request, the less the greater its weight. */
        private long turn;

        Node(int weight) {
            this.weight = weight;
        }
    }

    private final Node[] nodes;
    private final int room;
    private final Breaker.Limits limits;
    private long turns;

    /**
     * @param weights of the backends, at most 64 of them
     * @param room requests one backend is given at a time
     */
    Balance(List<Integer> weights, int room, Breaker.Limits limits) {
        this.nodes = weights.stream().map(Node::new).toArray(Node[]::new);
        this.room = room;
        this.limits = limits;
    }

    /**
     * Finds a backend for a request.
     *
     * @param tried a bit for each backend that it must not go to
     * @param preferred the one it should go to as long as that is well, even if it has to wait
     */
    Pick pick(long now, long tried, int preferred) {
        if (preferred >= 0 && !isTried(tried, preferred) && admits(preferred, now, false)) {
            return nodes[preferred].busy < room ? use(preferred) : WAIT;
        }
        Pick pick = pick(now, tried, false);
        return pick instanceof Pick.None ? pick(now, tried, true) : pick;
    }

    private Pick pick(long now, long tried, boolean last) {
        int best = ANY;
        boolean full = false;
        for (int i = 0; i < nodes.length; i++) {
            if (isTried(tried, i) || !admits(i, now, last)) {
                continue;
            }
            if (nodes[i].busy >= room) {
                full = true;
            } else if (best < 0 || before(nodes[i], nodes[best])) {
                best = i;
            }
        }
        return best >= 0 ? use(best) : full ? WAIT : NONE;
    }

    /** By how busy each is for its weight; equals have as many turns as their weights say. */
    private static boolean before(Node a, Node b) {
        long left = (long) a.busy * b.weight;
        long right = (long) b.busy * a.weight;
        return left < right || (left == right && a.turn < b.turn);
    }

    private Pick use(int backend) {
        Node node = nodes[backend];
        node.busy++;
        // One that was out does not make up for it.
        turns = Math.max(turns, node.turn);
        node.turn = turns + STRIDE / node.weight;
        node.breaker = node.breaker.asked();
        return new Pick.Use(backend, node.breaker instanceof Breaker.Trial);
    }

    private boolean admits(int backend, long now, boolean last) {
        Node node = nodes[backend];
        return !node.sick && limits.admits(node.breaker, now, last);
    }

    private static boolean isTried(long tried, int backend) {
        return (tried >>> backend & 1) != 0;
    }

    /** A request has ended; what it told of the backend has been said before. */
    void end(Pick.Use use) {
        Node node = nodes[use.backend()];
        node.busy--;
        node.breaker = use.trial() ? node.breaker.undecided() : node.breaker;
    }

    /**
     * The backend has failed.
     *
     * @return whether it was well and is left alone now
     */
    boolean failed(Pick.Use use, long now) {
        Node node = nodes[use.backend()];
        boolean before = node.breaker.out();
        node.breaker = limits.failed(node.breaker, use.trial(), now);
        return !before && node.breaker.out();
    }

    /**
     * The backend has answered.
     *
     * @return whether it was left alone and is well now
     */
    boolean succeeded(int backend) {
        Node node = nodes[backend];
        boolean before = node.breaker.out();
        node.breaker = node.breaker.succeeded();
        return before && !node.breaker.out();
    }

    /** What a check says; one that finds a backend well forgets what requests said. */
    void checked(int backend, boolean well) {
        Node node = nodes[backend];
        node.breaker = well && node.sick ? WELL : node.breaker;
        node.sick = !well;
    }

    /** Whether it is left alone, by what checks or requests say. */
    boolean isOut(int backend) {
        return nodes[backend].sick || nodes[backend].breaker.out();
    }

    /** Requests it has. */
    int busy(int backend) {
        return nodes[backend].busy;
    }
}
