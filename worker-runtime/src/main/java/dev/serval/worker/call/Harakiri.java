package dev.serval.worker.call;

import dev.serval.control.board.CoreCell;
import dev.serval.control.log.EventLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Gives up requests that run past their deadline: the client is answered, the thread is interrupted
 * and its stack is logged in one block. Whether the worker is replaced, should the request be stuck
 * all the same, is the master's decision: it reads the same scoreboard.
 *
 * <p>Has a thread of its own, so that it works while every core is stuck.
 */
public final class Harakiri {

    private static final long LOOK_MILLIS = 50;
    private static final long MICROS_PER_MILLI = 1000;

    private final List<Core> cores;
    private final String worker;
    private final boolean verbose;
    private final Map<Core, Call> handled = new HashMap<>();

    /**
     * @param worker its name for the log
     * @param verbose whether the stacks of all threads are logged with it
     */
    public Harakiri(List<Core> cores, String worker, boolean verbose) {
        this.cores = List.copyOf(cores);
        this.worker = worker;
        this.verbose = verbose;
    }

    /** Begins to watch. */
    public void start() {
        Thread.ofPlatform().daemon().name("harakiri").start(this::watch);
    }

    private void watch() {
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            long now = Deadline.micros(Instant.now());
            cores.forEach(core -> look(core, now));
        }
    }

    private void look(Core core, long now) {
        long deadline = core.cell().deadline();
        if (deadline == 0 || now < deadline) {
            return;
        }
        core.running()
                .ifPresent(running -> {
                    if (handled.put(core, running.call()) != running.call()) {
                        giveUp(core, running, now);
                    }
                });
    }

    private void giveUp(Core core, Core.Running running, long now) {
        CoreCell cell = core.cell();
        cell.countHarakiri();
        String label = cell.label();
        long millis = (now - cell.busySince()) / MICROS_PER_MILLI;
        StringBuilder block =
                new StringBuilder(
                        "HARAKIRI on %s core %d: %s has run for %d ms; 504, interrupted"
                                .formatted(worker, core.number(), label, millis));
        stack(block, running.thread().getStackTrace());
        if (verbose) {
            Thread.getAllStackTraces()
                    .forEach((thread, frames) -> {
                        block.append("\n  thread ").append(thread.getName());
                        stack(block, frames);
                    });
        }
        running.call().giveUp();
        core.interrupt(running.call());
        EventLog.block(block.toString());
    }

    private static void stack(StringBuilder out, StackTraceElement... frames) {
        for (StackTraceElement frame : frames) {
            out.append("\n      at ").append(frame);
        }
    }
}
