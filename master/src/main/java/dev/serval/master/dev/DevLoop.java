package dev.serval.master.dev;

import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.control.log.EventLog;
import dev.serval.control.option.OptionException;
import dev.serval.master.server.Companion;
import dev.serval.master.source.Problem;
import dev.serval.master.supervise.ChildId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes one change after the other: compiles, has the application loaded anew, and tells browsers
 * and the terminal how that went.
 *
 * <p>All that takes time is done on one thread; what the server says comes on others.
 */
final class DevLoop implements Companion {

    private static final long SWAP_SECONDS = 10;
    private static final long RELOAD_SECONDS = 120;

    /** More applications of before in a worker's memory than this are held there for good. */
    private static final int MOST_HELD = 8;

    private static final int MOST_NAMED = 3;

    private record Outcome(boolean done, String said) {}

    private final DevPlans plans;
    private final Build build;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<ToMaster.Swapped> swaps = new LinkedBlockingQueue<>();
    private final BlockingQueue<Outcome> reloads = new LinkedBlockingQueue<>();
    private Project project;
    private @Nullable Watch watch;
    private @Nullable Desk desk;
    private @Nullable Audience audience;
    private volatile long worker;
    private volatile String failure = "";
    private volatile String url = "";
    private boolean outdated;

    /** The application starts in a new process, and not a second time in one. */
    private boolean once;

    private int swap;
    private int held;

    DevLoop(DevPlans plans, Build build) {
        this.plans = plans;
        this.build = build;
        this.project = plans.project();
    }

    /**
     * Compiles until it compiles; whoever ends the process ends that, too.
     *
     * @throws IOException if nothing can be watched
     */
    void firstBuild() throws IOException, InterruptedException {
        SynchronousQueue<Boolean> change = new SynchronousQueue<>();
        List<Problem> problems = build.make(project);
        if (problems.isEmpty()) {
            return;
        }
        try (Watch _ = Watch.start(project.watched(), _ -> change.offer(true))) {
            while (!problems.isEmpty()) {
                EventLog.block(Fault.of(problems).text());
                EventLog.line("dev: waiting for a change");
                change.take();
                project = plans.project();
                problems = build.make(project);
            }
        }
    }

    @Override
    public void begin(Desk given) {
        desk = given;
        audience = new Audience(given);
        Thread.ofPlatform().daemon().name("dev").start(this::run);
        tasks.add(this::watchAgain);
    }

    @Override
    public void serving(String where) {
        url = where.replaceAll("^serving (\\S+).*", "$1");
    }

    /** Where a browser finds the application; empty until somebody serves. */
    String url() {
        return url;
    }

    Desk desk() {
        return Objects.requireNonNull(desk, "the server has not begun");
    }

    private Audience audience() {
        return Objects.requireNonNull(audience, "the server has not begun");
    }

    @Override
    public void said(ChildId id, long pid, ToMaster message) {
        switch (message) {
            case ToMaster.Ready() when id.role() == Role.ROUTER -> audience().came(pid);
            case ToMaster.Ready() when id.role() == Role.WORKER -> {
                worker = pid;
                tasks.add(() -> workerCame(pid));
            }
            case ToMaster.Failed(String why) when id.role() == Role.WORKER -> {
                failure = why;
                tasks.add(() -> startFailed(why));
            }
            case ToMaster.Swapped swapped -> swaps.add(swapped);
            case ToMaster.Ready _,
                    ToMaster.Failed _,
                    ToMaster.Hello _,
                    ToMaster.Beat _,
                    ToMaster.Unfit _,
                    ToMaster.Waiting _,
                    ToMaster.Measured _,
                    ToMaster.Planned _,
                    ToMaster.Ran _,
                    ToMaster.Yielded _,
                    ToMaster.Released _,
                    ToMaster.Overdue _,
                    ToMaster.Writes _ -> {}
        }
    }

    @Override
    public void reloadEnded(boolean adopted, String outcome) {
        reloads.add(new Outcome(adopted, outcome));
    }

    /** Somebody has asked for it in person. */
    void reload() {
        tasks.add(() -> change(Choice.SERVER, "asked for"));
    }

    private void run() {
        try {
            while (true) {
                try {
                    tasks.take().run();
                } catch (RuntimeException e) {
                    EventLog.failure("dev: this is a bug of ours", e);
                }
            }
        } catch (InterruptedException e) {
            // Nobody does that.
            Thread.currentThread().interrupt();
        }
    }

    private void watchAgain() {
        try {
            Watch next = Watch.start(project.watched(), files -> tasks.add(() -> changed(files)));
            Watch before = watch;
            watch = next;
            if (before != null) {
                before.close();
            }
        } catch (IOException e) {
            EventLog.line("dev: nothing can be watched: " + e.getMessage());
        }
    }

    private void changed(Set<Path> files) {
        Choice choice = Choice.of(files, project);
        List<Path> counted =
                files.stream()
                        .filter(file -> Choice.of(List.of(file), project) != Choice.NOTHING)
                        .toList();
        change(choice, named(counted));
    }

    private static String named(List<Path> files) {
        String some =
                files.stream()
                        .limit(MOST_NAMED)
                        .map(file -> String.valueOf(file.getFileName()))
                        .sorted()
                        .collect(Collectors.joining(", "));
        int more = files.size() - MOST_NAMED;
        return more > 0 ? "%s and %d more".formatted(some, more) : some;
    }

    private void change(Choice choice, String why) {
        long began = System.nanoTime();
        switch (choice) {
            case NOTHING -> {}
            case REFRESH -> {
                audience().refresh();
                EventLog.line("dev: %s: browsers refresh".formatted(why));
            }
            case CLASSES, SERVER -> {
                audience().busy();
                Fault fault = take(choice);
                if (fault == null) {
                    audience().sound();
                    EventLog.line("dev: %s: serves, after %d ms".formatted(why, since(began)));
                } else {
                    audience().broken(fault);
                    EventLog.block(fault.text());
                    EventLog.line("dev: %s: what served before serves on".formatted(why));
                }
            }
        }
    }

    private static long since(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1_000_000;
    }

    /** Null if it serves. */
    private @Nullable Fault take(Choice choice) {
        try {
            if (choice == Choice.SERVER) {
                once = false;
                project = plans.project();
                watchAgain();
            }
            List<Problem> problems = build.make(project);
            if (!problems.isEmpty()) {
                return Fault.of(problems);
            }
            boolean swaps = choice == Choice.CLASSES && project.swaps() && !once && worker != 0;
            if (swaps && held <= MOST_HELD) {
                return swapped();
            }
            if (swaps) {
                EventLog.line(
                        "dev: %d applications of before are held in memory; a new process takes over"
                                .formatted(held));
            }
            return reloaded();
        } catch (OptionException e) {
            return Fault.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Fault.of("interrupted");
        }
    }

    /** In the worker that runs. */
    private @Nullable Fault swapped() throws InterruptedException {
        swaps.clear();
        swap++;
        outdated = true;
        desk().tell(worker, new ToChild.Swap(swap, build.classPath(project)));
        ToMaster.Swapped answer = swaps.poll(SWAP_SECONDS, TimeUnit.SECONDS);
        if (answer == null || answer.number() != swap) {
            EventLog.line("dev: the worker does not take it; a new process takes over");
            return reloaded();
        }
        held = answer.held();
        if (answer.fault().isEmpty()) {
            return null;
        }
        // There are things that an application can do once in a process; a new one knows better.
        if (reloaded() != null) {
            return Fault.of(answer.fault());
        }
        once = true;
        return null;
    }

    /** In new processes. */
    private @Nullable Fault reloaded() throws InterruptedException {
        reloads.clear();
        failure = "";
        desk().reload();
        Outcome outcome = reloads.poll(RELOAD_SECONDS, TimeUnit.SECONDS);
        if (outcome == null) {
            return Fault.of("the reload does not end");
        }
        if (outcome.done()) {
            outdated = false;
            held = 0;
            return null;
        }
        String why = failure;
        return Fault.of(why.isEmpty() ? outcome.said() : outcome.said() + "\n" + why);
    }

    /** A worker in place of one that died is started from what was current at the last reload. */
    private void workerCame(long pid) {
        if (outdated && pid == worker) {
            change(Choice.CLASSES, "a new worker");
        }
    }

    private void startFailed(String why) {
        if (worker == 0) {
            audience().broken(Fault.of("does not start: " + why));
        }
    }
}
