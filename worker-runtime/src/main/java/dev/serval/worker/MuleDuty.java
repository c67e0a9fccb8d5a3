package dev.serval.worker;

import dev.serval.app.AppContext;
import dev.serval.app.Mule;
import dev.serval.app.Schedules;
import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Heap;
import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.link.Descriptors;
import dev.serval.control.log.EventLog;
import dev.serval.control.log.LineOutput;
import dev.serval.control.measure.Meters;
import dev.serval.worker.app.AppLoadException;
import dev.serval.worker.app.AppLoader;
import dev.serval.worker.app.AppStart;
import dev.serval.worker.app.MeteredApp;
import dev.serval.worker.shared.HubShared;
import dev.serval.worker.spool.Queues;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One mule's life. {@link #start} runs on the main thread, everything else on the loop; the mule
 * itself has a thread of its own.
 */
final class MuleDuty implements Duty {

    /** What its thread runs, once it has one. */
    private record Harness(Mule mule, Thread thread, Queues queues, HubShared shared) {}

    private final EventLoop loop;
    private final int slot;
    private final int seat;
    private final Superior master;
    private final Meters meters = new Meters();
    private volatile Runnable lastLines = () -> {};
    private volatile boolean leaving;
    private @Nullable Harness harness;

    /**
     * @param slot this mule's number, 1 and up
     * @param seat its place on the scoreboard, 1 and up
     */
    MuleDuty(EventLoop loop, int slot, int seat, Superior master) {
        this.loop = loop;
        this.slot = slot;
        this.seat = seat;
        this.master = master;
    }

    /**
     * It does not run before it is told to {@link #accept}.
     *
     * @throws AppLoadException if there is no such class
     */
    @Override
    public void start(WorkerConfig config, Descriptors descriptors, Scoreboard board)
            throws AppLoadException {
        lastLines = LineOutput.install(config.numbersLines() ? "[mule %d] ".formatted(slot) : "");
        Mule mule =
                new AppLoader(config.app().classPath())
                        .loadMule(config.mules().classes().get(slot - 1));
        HubShared shared = HubShared.ofThisProcess(config.shared());
        Queues queues = Worker.queues(config);
        AppContext context =
                new AppContext(
                        slot,
                        1,
                        AppStart.settings(config.app().settings()),
                        new MeteredApp(meters),
                        queues,
                        Schedules.NONE,
                        shared);
        Thread thread = Thread.ofPlatform().name("mule").unstarted(() -> run(mule, context));
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        loop.submit(() -> harness = new Harness(mule, thread, queues, shared))
                .syncUninterruptibly();
        CoreCell cell = board.cell(seat, 0);
        loop.scheduleAtFixedRate(() -> cell.heap(Heap.now()), 0, 1, TimeUnit.SECONDS);
        VitalsWatch.start(cell, config, master);
    }

    /** On its own thread. */
    private void run(Mule mule, AppContext context) {
        try {
            mule.run(context);
            if (!leaving) {
                EventLog.line("mule %d has come to its end".formatted(slot));
            }
        } catch (InterruptedException e) {
            EventLog.line("mule %d was interrupted".formatted(slot));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            EventLog.failure("mule %d threw".formatted(slot), e);
        }
        if (!leaving) {
            master.ended();
        }
    }

    /** The first time, it runs from then on: this process has taken its place. */
    @Override
    public void accept(boolean on) {
        Harness made = harness;
        if (on && made != null && made.thread.getState() == Thread.State.NEW && !leaving) {
            made.thread.start();
        }
    }

    /** It may be at work for long, so it is replaced as a process. */
    @Override
    public void swap(List<String> classPath, BiConsumer<Integer, String> done) {
        done.accept(0, "a mule is not loaded anew");
    }

    /** The master has a clock for it. */
    @Override
    public void drain(Duration mercy, Runnable done) {
        Harness made = harness;
        if (leaving || made == null) {
            return;
        }
        leaving = true;
        made.shared.leave();
        Thread.ofPlatform().name("stop").start(() -> stop(made, done));
    }

    private void stop(Harness made, Runnable done) {
        try {
            made.mule.stop();
        } catch (Exception | LinkageError e) {
            EventLog.failure("mule %d: stop() threw".formatted(slot), e);
        }
        try {
            if (made.thread.getState() != Thread.State.NEW) {
                made.thread.interrupt();
                made.thread.join();
            }
        } catch (InterruptedException e) {
            EventLog.line("mule %d: interrupted while it ended".formatted(slot));
        }
        made.queues.close();
        made.shared.close();
        done.run();
    }

    @Override
    public void endOutput() {
        lastLines.run();
    }

    @Override
    public Meters meters() {
        return meters;
    }
}
