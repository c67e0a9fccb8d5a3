package dev.serval.worker.schedule;

import dev.serval.app.Missed;
import dev.serval.app.ScheduledRun;
import dev.serval.control.link.ToMaster;
import dev.serval.control.link.ToMaster.Ran.Outcome;
import dev.serval.control.log.EventLog;
import dev.serval.control.schedule.DueTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls tasks when they are due, once this worker leads and until it leaves. Has a thread of its
 * own from the moment it leads, which owns all state here; tasks have virtual threads.
 */
public final class ScheduleLoop {

    /** As often the clock is looked at: it may have been put to another time. */
    private static final long LOOK_MILLIS = 1000;

    private final List<Timetable.Entry> entries;
    private final Consumer<ToMaster> master;
    private final ClassLoader applications;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Leading leading;
    private final Map<String, Planned> planned = new LinkedHashMap<>();
    private final Set<String> running = new HashSet<>();
    private final @Nullable Mandate mandate;
    private volatile boolean led;
    private volatile boolean over;
    private boolean leaving;

    private static final class Planned {
        private final Timetable.Entry entry;
        private final DueTimes times;

        Planned(Timetable.Entry entry, Instant since) {
            this.entry = entry;
            this.times = new DueTimes(entry.schedule(), entry.missed() == Missed.RUN_ONCE, since);
        }
    }

    /**
     * @param timetable what there is to do; complete
     * @param master told what was done
     * @param mandate what the leaders of several servers ask; empty if there is one server
     * @param applications the context class loader of tasks
     */
    public ScheduleLoop(
            Timetable timetable,
            Consumer<ToMaster> master,
            Optional<Mandate> mandate,
            ClassLoader applications) {
        this.entries = timetable.close();
        this.master = master;
        this.mandate = entries.isEmpty() ? null : mandate.orElse(null);
        this.applications = applications;
        this.leading = new Leading(timetable.begins(), () -> events.add(() -> {}));
    }

    /**
     * This worker leads from now on. Any thread.
     *
     * @param done by name, the moment up to which everything was done
     */
    public void lead(Map<String, Long> done) {
        if (led) {
            return;
        }
        led = true;
        if (mandate == null) {
            events.add(() -> plan(done));
        }
        events.add(() -> leading.begin(applications));
        Thread.ofPlatform().daemon().name("schedule").start(this::run);
    }

    /** Begins nothing any more. Any thread. */
    public void leave() {
        events.add(() -> {
            leaving = true;
            leading.leave();
        });
    }

    /** Whether it runs nothing and, once told to leave, never will. Any thread. */
    public boolean idle() {
        return !led || over;
    }

    private void run() {
        try {
            while (!(leaving && running.isEmpty() && leading.idle())) {
                Runnable event = events.poll(wait(Instant.now()), TimeUnit.MILLISECONDS);
                if (event != null) {
                    event.run();
                }
                attend();
                if (!leaving) {
                    look(Instant.now());
                }
            }
            if (mandate != null) {
                mandate.giveUp();
            }
        } catch (InterruptedException e) {
            EventLog.line("tasks at times: interrupted; no more of them");
        }
        over = true;
        master.accept(new ToMaster.Yielded());
    }

    /** What runs goes on, whoever is to do it from now on. */
    private void attend() {
        if (mandate == null || (leaving && !mandate.held())) {
            return;
        }
        mandate.look().ifPresent(this::plan);
        if (!mandate.held()) {
            planned.clear();
        }
    }

    private long wait(Instant now) {
        return planned.values().stream()
                .mapToLong(each -> Duration.between(now, each.times.due()).toMillis() + 1)
                .map(millis -> Math.clamp(millis, 1, LOOK_MILLIS))
                .min()
                .orElse(LOOK_MILLIS);
    }

    private void plan(Map<String, Long> done) {
        Instant now = Instant.now();
        planned.clear();
        Map<String, String> told = new LinkedHashMap<>();
        for (Timetable.Entry entry : entries) {
            Long before = done.get(entry.name());
            Instant since = before == null ? now : Instant.ofEpochMilli(before);
            planned.put(entry.name(), new Planned(entry, since));
            told.put(entry.name(), entry.schedule().toString());
        }
        master.accept(new ToMaster.Planned(told));
    }

    private void look(Instant now) {
        for (Planned each : planned.values()) {
            switch (each.times.turn(now, running.contains(each.entry.name()))) {
                case RUN -> beginIfMay(each);
                case STILL_RUNS -> leftOut(each, Outcome.STILL_RUNS, "it still runs");
                case MISSED -> leftOut(each, Outcome.MISSED, "it was due more than a minute ago");
                case WAIT -> {}
            }
        }
    }

    private void leftOut(Planned each, Outcome outcome, String why) {
        EventLog.line("task %s: left out this time, %s".formatted(each.entry.name(), why));
        tell(each.entry.name(), each.times.last(), 0, outcome);
    }

    private void beginIfMay(Planned each) {
        String name = each.entry.name();
        if (mandate == null || mandate.mayBegin(name, each.times.last().toEpochMilli())) {
            begin(each);
        }
    }

    private void begin(Planned each) {
        Instant due = each.times.last();
        running.add(each.entry.name());
        // Before it runs: whoever leads next does not do it a second time.
        tell(each.entry.name(), due, 0, Outcome.BEGUN);
        Thread thread =
                Thread.ofVirtual()
                        .name("task " + each.entry.name())
                        .unstarted(() -> call(each, due));
        thread.setContextClassLoader(applications);
        thread.start();
    }

    /** On the task's own thread. */
    private void call(Planned each, Instant due) {
        String name = each.entry.name();
        long began = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            each.entry.task().run(new ScheduledRun(name, due));
            outcome = Outcome.DONE;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            EventLog.failure("task %s threw".formatted(name), e);
        } finally {
            long took = (System.nanoTime() - began) / 1_000_000;
            Outcome told = outcome;
            events.add(() -> ended(each, due, took, told));
        }
    }

    private void ended(Planned each, Instant due, long took, Outcome outcome) {
        running.remove(each.entry.name());
        if (mandate != null) {
            mandate.done(each.entry.name(), due.toEpochMilli());
        }
        tell(each.entry.name(), due, took, outcome);
    }

    private void tell(String name, Instant due, long took, Outcome outcome) {
        master.accept(new ToMaster.Ran(name, due.toEpochMilli(), took, outcome));
    }
}
