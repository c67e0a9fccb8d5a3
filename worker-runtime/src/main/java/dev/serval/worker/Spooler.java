package dev.serval.worker;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Schedules;
import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Heap;
import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.SpoolConfig;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.link.Descriptors;
import dev.serval.control.log.EventLog;
import dev.serval.control.log.LineOutput;
import dev.serval.control.measure.Meters;
import dev.serval.spool.StoreException;
import dev.serval.worker.app.AppEnd;
import dev.serval.worker.app.AppLoadException;
import dev.serval.worker.app.AppLoader;
import dev.serval.worker.app.AppStart;
import dev.serval.worker.app.MeteredApp;
import dev.serval.worker.shared.HubShared;
import dev.serval.worker.spool.JobLoop;
import dev.serval.worker.spool.Queues;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One spooler's life: start the application, do jobs, finish the last one.
 *
 * <p>{@link #start} runs on the main thread, everything else on the loop; jobs have a thread of
 * their own.
 */
final class Spooler implements Duty {

    private final EventLoop loop;
    private final int slot;
    private final int seat;
    private final Superior master;
    private final Meters meters = new Meters();
    private volatile Runnable lastLines = () -> {};
    private @Nullable JobLoop jobs;
    private @Nullable Thread worker;
    private @Nullable Queues queues;
    private volatile @Nullable HubShared shared;
    private @Nullable App app;
    private boolean leaving;

    /**
     * @param slot this spooler's number, 1 and up
     * @param seat its place on the scoreboard, 1 and up
     */
    Spooler(EventLoop loop, int slot, int seat, Superior master) {
        this.loop = loop;
        this.slot = slot;
        this.seat = seat;
        this.master = master;
    }

    /**
     * No job is done before it is told to {@link #accept}.
     *
     * @throws AppLoadException if there is no application, or no folder for its jobs
     */
    @Override
    public void start(WorkerConfig config, Descriptors descriptors, Scoreboard board)
            throws AppLoadException, InterruptedException {
        SpoolConfig spools = config.spools();
        lastLines =
                LineOutput.install(config.numbersLines() ? "[spooler %d] ".formatted(slot) : "");
        App loaded = new AppLoader(config.app().classPath()).load(config.app().module());
        CoreCell cell = board.cell(seat, 0);
        try {
            Queues opened = Queues.open(spools, true);
            HubShared common = HubShared.ofThisProcess(config.shared());
            shared = common;
            AppContext context =
                    new AppContext(
                            slot,
                            1,
                            AppStart.settings(config.app().settings()),
                            new MeteredApp(meters),
                            opened,
                            Schedules.NONE,
                            common);
            AppStart.begin(loaded, context, config.app().shown());
            JobLoop made =
                    JobLoop.open(opened, spools, spools.queueOf(slot).name(), cell, master::unfit);
            made.clock().watch("spooler " + slot);
            Thread thread = Thread.ofPlatform().name("jobs").unstarted(made::run);
            thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
            loop.submit(() -> ready(loaded, opened, made, thread)).syncUninterruptibly();
        } catch (StoreException e) {
            throw AppLoadException.noSpool(e);
        }
        loop.scheduleAtFixedRate(() -> cell.heap(Heap.now()), 0, 1, TimeUnit.SECONDS);
        VitalsWatch.start(cell, config, master);
    }

    private void ready(App loaded, Queues opened, JobLoop made, Thread thread) {
        app = loaded;
        queues = opened;
        jobs = made;
        worker = thread;
    }

    /** The first time, jobs are done from then on: this process has taken its place. */
    @Override
    public void accept(boolean on) {
        Thread thread = worker;
        if (on && thread != null && thread.getState() == Thread.State.NEW && !leaving) {
            thread.start();
        }
    }

    /** A job may take long, so a spooler is replaced as a process. */
    @Override
    public void swap(List<String> classPath, BiConsumer<Integer, String> done) {
        done.accept(0, "a spooler is not loaded anew");
    }

    /** Finishes the job that runs, whatever that takes: it has a limit of its own. */
    @Override
    public void drain(Duration mercy, Runnable done) {
        if (leaving) {
            return;
        }
        leaving = true;
        JobLoop running = jobs;
        if (running != null) {
            running.leave();
        }
        HubShared common = shared;
        if (common != null) {
            common.leave();
        }
        Thread.ofPlatform().name("stop").start(() -> stop(done));
    }

    private void stop(Runnable done) {
        App loaded = app;
        if (loaded != null) {
            AppEnd.drain(loaded);
        }
        awaitLast();
        if (loaded != null) {
            AppEnd.stop(loaded);
        }
        Queues opened = queues;
        if (opened != null) {
            opened.close();
        }
        HubShared common = shared;
        if (common != null) {
            common.close();
        }
        done.run();
    }

    private void awaitLast() {
        Thread thread = worker;
        try {
            if (thread != null && thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException e) {
            // Nobody does that; the job goes back when this process ends.
            EventLog.line("spooler %d: interrupted while a job ran".formatted(slot));
        }
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
