package dev.serval.worker.call;

import dev.serval.control.board.CoreCell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;

/**
 * All cores of a worker, which of them are busy, and the calls that wait for one. Any thread.
 *
 * <p>The {@link Gate} is told at the moment all become busy, and at the moment one is free again.
 */
public final class Cores {

    /** Told about the edges between "all busy" and "one is free"; must return at once. */
    @FunctionalInterface
    public interface Gate {
        /** Whether a core is free now. */
        void open(boolean free);
    }

    /** Runs work on a core that is its own from then on. */
    @FunctionalInterface
    public interface Starter {
        /** Must return at once; the work may begin later. */
        void start(CoreWork work, Core core);
    }

    private final List<Core> cores = new ArrayList<>();
    private final BitSet busy = new BitSet();
    private final Queue<CoreWork> waiting = new ArrayDeque<>();
    private final Gate gate;
    private final Starter starter;

    /**
     * No thread is started yet.
     *
     * @param cells one a core
     * @param loader the application's class loader, for the threads' context
     */
    public Cores(List<CoreCell> cells, ClassLoader loader, Gate gate, Starter starter) {
        this.gate = gate;
        this.starter = starter;
        for (CoreCell cell : cells) {
            cores.add(new Core(cores.size(), cell, loader));
        }
    }

    /** Every core, by number. */
    public List<Core> all() {
        return List.copyOf(cores);
    }

    /** Runs it on any free core, now or when there is one. On the worker's loop. */
    public synchronized void submit(CoreWork work) {
        int free = busy.nextClearBit(0);
        if (free >= cores.size()) {
            waiting.add(work);
            return;
        }
        Core core = cores.get(free);
        occupy(core);
        starter.start(work, core);
    }

    /** The core has finished its call. On the worker's loop. */
    public synchronized void release(Core core) {
        CoreWork next = waiting.poll();
        if (next != null) {
            starter.start(next, core);
            return;
        }
        boolean full = busy.cardinality() == cores.size();
        busy.clear(core.number());
        if (full) {
            gate.open(true);
        }
    }

    /** Whether nothing runs and nothing waits. */
    public synchronized boolean idle() {
        return busy.isEmpty();
    }

    /** Whether a new request would have to wait. */
    public synchronized boolean full() {
        return busy.cardinality() == cores.size();
    }

    private void occupy(Core core) {
        busy.set(core.number());
        if (busy.cardinality() == cores.size()) {
            gate.open(false);
        }
    }
}
