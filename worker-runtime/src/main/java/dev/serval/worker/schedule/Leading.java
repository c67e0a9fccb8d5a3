package dev.serval.worker.schedule;

import dev.serval.app.Leader;
import dev.serval.control.log.EventLog;
import java.util.List;
import java.util.function.Consumer;

/** What the application does as the leader by a timetable of its own. Any thread. */
final class Leading implements Leader {

    private final List<Consumer<Leader>> begins;
    private final Runnable idle;
    private boolean leads;
    private int running;

    /**
     * @param begins called when this worker begins to lead
     * @param idle told when nothing runs any more and it has left
     */
    Leading(List<Consumer<Leader>> begins, Runnable idle) {
        this.begins = begins;
        this.idle = idle;
    }

    /**
     * This worker leads from now on.
     *
     * @param applications the context class loader of the application's threads
     */
    void begin(ClassLoader applications) {
        synchronized (this) {
            leads = true;
        }
        for (Consumer<Leader> each : begins) {
            Thread thread = Thread.ofVirtual().name("leading").unstarted(() -> begin(each));
            thread.setContextClassLoader(applications);
            thread.start();
        }
    }

    private void begin(Consumer<Leader> each) {
        try {
            each.accept(this);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            EventLog.failure("the application threw when told that this worker leads", e);
        }
    }

    @Override
    public boolean call(Runnable task) {
        if (!enter()) {
            return false;
        }
        try {
            task.run();
            return true;
        } finally {
            exit();
        }
    }

    private synchronized boolean enter() {
        running += leads ? 1 : 0;
        return leads;
    }

    private synchronized void exit() {
        running--;
        if (!leads && running == 0) {
            idle.run();
        }
    }

    /** Begins nothing any more. */
    synchronized void leave() {
        leads = false;
    }

    /** Whether nothing runs. */
    synchronized boolean idle() {
        return running == 0;
    }
}
