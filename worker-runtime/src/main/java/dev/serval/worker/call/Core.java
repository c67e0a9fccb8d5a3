package dev.serval.worker.call;

import dev.serval.control.board.CoreCell;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One request slot of the worker, with a thread for whatever takes long or must wait for a peer;
 * started when first asked for. Other requests run where they were read.
 *
 * <p>Never runs two requests at once: {@link Cores} sees to that.
 */
public final class Core {

    private final int number;
    private final CoreCell cell;
    private final ClassLoader loader;
    private final LinkedBlockingQueue<Runnable> handOver = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;
    private @Nullable Running running;

    /**
     * What runs now.
     *
     * @param thread on which
     */
    record Running(Call call, Thread thread) {}

    Core(int number, CoreCell cell, ClassLoader loader) {
        this.number = number;
        this.cell = cell;
        this.loader = loader;
    }

    /** From 0. */
    public int number() {
        return number;
    }

    CoreCell cell() {
        return cell;
    }

    /** This thread runs the call from now on. */
    synchronized void begin(Call call) {
        running = new Running(call, Thread.currentThread());
    }

    /** This thread's part of the call is over; an interrupt that was meant for it is too. */
    synchronized void end() {
        running = null;
        Thread.interrupted();
    }

    synchronized Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    /** Interrupts the call, if it is still the one that runs. */
    synchronized void interrupt(Call call) {
        if (running != null && running.call.equals(call)) {
            running.thread.interrupt();
        }
    }

    /** Runs the work on the core's own thread. */
    public synchronized void run(Runnable work) {
        if (thread == null) {
            Thread made =
                    Thread.ofPlatform().daemon().name("core-" + number).unstarted(this::serve);
            made.setContextClassLoader(loader);
            made.start();
            thread = made;
        }
        handOver.add(work);
    }

    private void serve() {
        while (true) {
            try {
                handOver.take().run();
            } catch (InterruptedException _) {
                // Meant for a request that is over already: the flag is cleared, the core goes on.
            }
        }
    }
}
