package dev.serval.master.supervise;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * A new generation on its way.
 *
 * <p>All at once: every slot gets a successor, and they take over together when the last is ready.
 * In a chain: one slot after the other, the next only when the one before has buried its old
 * process, for machines without the memory for two generations.
 */
final class Reload {

    final int generation;
    final FleetRules rules;
    final boolean chain;
    private final Deque<Slot> waiting = new ArrayDeque<>();

    Reload(int generation, FleetRules rules, boolean chain, Collection<Slot> slots) {
        this.generation = generation;
        this.rules = rules;
        this.chain = chain;
        this.waiting.addAll(slots);
    }

    /** The slots to begin with now; asked for again whenever something has moved. */
    Deque<Slot> next() {
        Deque<Slot> now = new ArrayDeque<>();
        while (!waiting.isEmpty() && (!chain || now.isEmpty())) {
            now.add(waiting.remove());
        }
        return now;
    }

    boolean allBegun() {
        return waiting.isEmpty();
    }
}
