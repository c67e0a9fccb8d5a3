package dev.serval.master.cron;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.CronCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs the operator's commands when they are due. Has a thread of its own, which owns everything
 * here but {@link #rows}.
 */
public final class Crontab {

    /** As often the clock is looked at: it may have been put to another time. */
    private static final long LOOK_MILLIS = 1000;

    private final BooleanSupplier ours;
    private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
    private final Thread thread;
    private List<CronJob> jobs = List.of();
    private Duration limit = Duration.ZERO;
    private volatile List<CronRow> rows = List.of();

    /**
     * Without commands, and nothing is run before {@link #start}.
     *
     * @param ours whether it is still this server that runs them
     */
    public Crontab(BooleanSupplier ours) {
        this.ours = ours;
        this.thread = Thread.ofPlatform().daemon().name("cron").unstarted(this::keep);
    }

    /** Once. */
    public void start() {
        thread.start();
    }

    /**
     * These from now on. One that was there before keeps its history; what runs goes on. Any
     * thread.
     *
     * @param longest a command may run; zero for no limit
     */
    public void set(List<CronCommand> commands, Duration longest) {
        asked.add(() -> take(commands, longest));
    }

    /** Of all commands, in the operator's order. Any thread. */
    public List<CronRow> rows() {
        return rows;
    }

    /** Runs nothing more, and ends what runs. Any thread. */
    public void close() {
        asked.add(() -> {
            jobs.forEach(CronJob::end);
            thread.interrupt();
        });
    }

    private void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Runnable next = asked.poll(wait(Instant.now()), TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
                look(Instant.now());
            }
        } catch (InterruptedException e) {
            // close() does that.
            return;
        }
    }

    private long wait(Instant now) {
        return jobs.stream()
                .mapToLong(job -> Duration.between(now, job.due()).toMillis() + 1)
                .map(millis -> Math.clamp(millis, 1, LOOK_MILLIS))
                .min()
                .orElse(LOOK_MILLIS);
    }

    private void take(List<CronCommand> commands, Duration longest) {
        limit = longest;
        List<CronJob> next = new ArrayList<>();
        List<CronJob> before = new ArrayList<>(jobs);
        for (CronCommand command : commands) {
            CronJob known = before.stream().filter(job -> job.is(command)).findFirst().orElse(null);
            if (known != null) {
                before.remove(known);
            }
            next.add(known == null ? new CronJob(command, Instant.now()) : known);
        }
        jobs = next;
    }

    private void look(Instant now) {
        if (ours.getAsBoolean()) {
            for (CronJob job : jobs) {
                try {
                    job.look(now, limit);
                } catch (IOException e) {
                    EventLog.line(
                            "cron `%s` cannot be run: %s".formatted(job.command(), e.getMessage()));
                }
            }
        }
        rows = jobs.stream().map(CronJob::row).toList();
    }
}
