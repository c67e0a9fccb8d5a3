package dev.serval.worker.call;

import dev.serval.control.board.CoreCell;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The threads that run the application, one a core, and the calls that wait for one.
 *
 * <p>{@link #submit} and {@link #release} belong to the event loop; {@link Gate} is told there
 * whether new connections are wanted. A core never has more than one call.
 */
public final class Cores {

    /** Told when all cores have become busy, and when one is free again. */
    @FunctionalInterface
    public interface Gate {
        /** Accept, or do not. */
        void open(boolean free);
    }

    /** What a core runs. */
    public interface Work {
        /** Runs on the core's thread; must lead to exactly one {@link Cores#release}. */
        void run(CoreCell cell);
    }

    private final int count;
    private final Gate gate;
    private final LinkedBlockingQueue<Work> handOver = new LinkedBlockingQueue<>();
    private final Queue<Work> waiting = new ArrayDeque<>();
    private int busy;

    /**
     * Starts the threads.
     *
     * @param cells one a core
     * @param loader the application's class loader, for the threads' context
     */
    public Cores(List<CoreCell> cells, ClassLoader loader, Gate gate) {
        this.count = cells.size();
        this.gate = gate;
        for (int i = 0; i < count; i++) {
            CoreCell cell = cells.get(i);
            Thread thread =
                    Thread.ofPlatform().daemon().name("core-" + i).unstarted(() -> loop(cell));
            thread.setContextClassLoader(loader);
            thread.start();
        }
    }

    /** Runs the work on a free core, now or when there is one. */
    public void submit(Work work) {
        if (busy == count) {
            waiting.add(work);
            return;
        }
        busy++;
        handOver.add(work);
        if (busy == count) {
            gate.open(false);
        }
    }

    /** A core has finished its work. */
    public void release() {
        Work next = waiting.poll();
        if (next != null) {
            handOver.add(next);
            return;
        }
        if (busy == count) {
            gate.open(true);
        }
        busy--;
    }

    /** Whether nothing runs and nothing waits. */
    public boolean idle() {
        return busy == 0;
    }

    private void loop(CoreCell cell) {
        while (true) {
            try {
                handOver.take().run(cell);
            } catch (InterruptedException _) {
                // Meant for a request that is over already: the flag is cleared, the core goes on.
            }
        }
    }
}
