package dev.serval.router.upstream;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which backend of a pool serves the next request: of those that are well and have room,
 * and of these of the best rank, the one with the fewest for its weight. Pure; time comes in as
 * {@link System#nanoTime}.
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

    /** Backends there can be at once, those that are leaving included. */
    static final int PLACES = Long.SIZE;

    private static final long STRIDE = 1_000_000_000;

    /** A share is counted in thousandths; one that has just come begins with a tenth of it. */
    private static final long WHOLE = 1000;

    private static final long BEGIN = 100;
    private static final Pick WAIT = new Pick.Wait();
    private static final Pick NONE = new Pick.None();
    private static final Breaker WELL = new Breaker.Closed(0);

    private static final class Node {

        private int weight;
        private int rank;
        private Breaker breaker = WELL;
        private boolean sick;
        private boolean leaving;
        private int busy;

        /** When it came; it has less than its share for a while from then on, if it is warming. */
        private final long since;

        private boolean warming;

        /** Moved on by each request, the less the greater its weight. */
        private long turn;

        Node(int weight, int rank, long since, boolean warming) {
            this.weight = weight;
            this.rank = rank;
            this.since = since;
            this.warming = warming;
        }
    }

    private final @Nullable Node[] nodes = new @Nullable Node[PLACES];
    private final int room;
    private final Breaker.Limits limits;
    private final long slowStart;
    private final LongUnaryOperator chance;
    private int end;
    private long turns;

    /**
     * @param room requests one backend is given at a time
     * @param slowStart nanoseconds in which the share of one that has come grows to the whole of it
     * @param chance draws a number of at least 0, below its argument: in whose order equals are
     *     asked at first. Where many share out requests, they must not all begin with the same one
     */
    Balance(int room, Breaker.Limits limits, long slowStart, LongUnaryOperator chance) {
        this.room = room;
        this.limits = limits;
        this.slowStart = slowStart;
        this.chance = chance;
    }

    /**
     * @param weights of backends that are there for good, asked in this order at first
     */
    Balance(List<Integer> weights, int room, Breaker.Limits limits) {
        this(room, limits, 0, _ -> 0);
        weights.forEach(weight -> join(weight, 0, 0, false));
    }

    /**
     * A backend has come.
     *
     * @param rank those of the lowest are asked, as long as one of them is well and has room
     * @param warming whether it begins with little, since the others are warm
     * @return its place, 0 and up; {@link #ANY} if there is none
     */
    int join(int weight, int rank, long now, boolean warming) {
        for (int i = 0; i < PLACES; i++) {
            if (nodes[i] == null) {
                Node node = new Node(weight, rank, now, warming && slowStart > 0);
                node.turn = turns + chance.applyAsLong(STRIDE / (weight * WHOLE));
                nodes[i] = node;
                end = Math.max(end, i + 1);
                return i;
            }
        }
        return ANY;
    }

    /** What is known of a backend has changed. */
    void change(int backend, int weight, int rank) {
        Node node = node(backend);
        node.weight = weight;
        node.rank = rank;
    }

    /**
     * A backend is given nothing more.
     *
     * @return whether its place is free now; else it is when the last of its requests has ended
     */
    boolean leave(int backend) {
        node(backend).leaving = true;
        return isGone(backend);
    }

    /**
     * Finds a backend for a request.
     *
     * @param tried a bit for each backend that it must not go to
     * @param preferred the one it should go to as long as that is well, even if it has to wait
     */
    Pick pick(long now, long tried, int preferred) {
        if (preferred >= 0 && !isTried(tried, preferred) && admits(preferred, now, false)) {
            return node(preferred).busy < room ? use(preferred, now) : WAIT;
        }
        Pick pick = pick(now, tried, false);
        return pick instanceof Pick.None ? pick(now, tried, true) : pick;
    }

    private Pick pick(long now, long tried, boolean last) {
        int best = ANY;
        boolean full = false;
        for (int i = 0; i < end; i++) {
            if (isTried(tried, i) || !admits(i, now, last)) {
                continue;
            }
            if (node(i).busy >= room) {
                full = true;
            } else if (best < 0 || before(node(i), node(best), now)) {
                best = i;
            }
        }
        return best >= 0 ? use(best, now) : full ? WAIT : NONE;
    }

    /** By how busy each is for its weight; equals have as many turns as their weights say. */
    private boolean before(Node a, Node b, long now) {
        if (a.rank != b.rank) {
            return a.rank < b.rank;
        }
        long left = a.busy * share(b, now);
        long right = b.busy * share(a, now);
        return left < right || (left == right && a.turn < b.turn);
    }

    private long share(Node node, long now) {
        if (!node.warming) {
            return node.weight * WHOLE;
        }
        long age = now - node.since;
        node.warming = age < slowStart;
        return node.weight * (node.warming ? Math.max(BEGIN, age * WHOLE / slowStart) : WHOLE);
    }

    private Pick use(int backend, long now) {
        Node node = node(backend);
        node.busy++;
        // One that was out does not make up for it.
        turns = Math.max(turns, node.turn);
        node.turn = turns + STRIDE / share(node, now);
        node.breaker = node.breaker.asked();
        return new Pick.Use(backend, node.breaker instanceof Breaker.Trial);
    }

    private boolean admits(int backend, long now, boolean last) {
        Node node = nodes[backend];
        return node != null
                && !node.leaving
                && !node.sick
                && limits.admits(node.breaker, now, last);
    }

    private static boolean isTried(long tried, int backend) {
        return (tried >>> backend & 1) != 0;
    }

    /**
     * A request has ended; what it told of the backend has been said before.
     *
     * @return whether the backend's place is free now
     */
    boolean end(Pick.Use use) {
        Node node = node(use.backend());
        node.busy--;
        node.breaker = use.trial() ? node.breaker.undecided() : node.breaker;
        return isGone(use.backend());
    }

    private boolean isGone(int backend) {
        Node node = node(backend);
        if (!node.leaving || node.busy > 0) {
            return false;
        }
        nodes[backend] = null;
        return true;
    }

    private Node node(int backend) {
        Node node = nodes[backend];
        if (node == null) {
            throw new IllegalStateException("nobody has place " + backend);
        }
        return node;
    }

    /**
     * The backend has failed.
     *
     * @return whether it was well and is left alone now
     */
    boolean failed(Pick.Use use, long now) {
        Node node = node(use.backend());
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
        Node node = node(backend);
        boolean before = node.breaker.out();
        node.breaker = node.breaker.succeeded();
        return before && !node.breaker.out();
    }

    /** What a check says; one that finds a backend well forgets what requests said. */
    void checked(int backend, boolean well) {
        Node node = node(backend);
        node.breaker = well && node.sick ? WELL : node.breaker;
        node.sick = !well;
    }

    /** Whether it is left alone, by what checks or requests say. */
    boolean isOut(int backend) {
        return node(backend).sick || node(backend).breaker.out();
    }

    /** Requests it has. */
    int busy(int backend) {
        return node(backend).busy;
    }
}
