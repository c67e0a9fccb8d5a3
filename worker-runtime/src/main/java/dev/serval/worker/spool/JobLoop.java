package dev.serval.worker.spool;

import dev.serval.app.Job;
import dev.serval.app.JobHandler;
import dev.serval.app.JobResult;
import dev.serval.app.JobRun;
import dev.serval.control.board.CoreCell;
import dev.serval.control.config.SpoolConfig;
import dev.serval.control.log.Complaint;
import dev.serval.control.log.EventLog;
import dev.serval.spool.Claim;
import dev.serval.spool.Claims;
import dev.serval.spool.Fate;
import dev.serval.spool.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the jobs of one queue, one after the other, on a thread of its own. */
public final class JobLoop {

    /** Between two looks at what other processes have left, and at a folder that is broken. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Until a job is offered again that nobody has taken. */
    private static final Duration IGNORED = Duration.ofSeconds(30);

    private final Queue queue;
    private final SpoolConfig config;
    private final Claims claims;
    private final JobClock clock;
    private final Consumer<String> distress;
    private final Complaint broken = new Complaint();
    private final Complaint ignored = new Complaint();
    private volatile boolean leaving;
    private boolean unhandled;
    private long tasks;

    /**
     * Opens the queue for taking jobs.
     *
     * @param cell where it is shown what runs
     * @param distress told when this process should be replaced
     * @throws StoreException if the folder cannot be worked with
     */
    public static JobLoop open(
            Queues queues,
            SpoolConfig config,
            String queue,
            CoreCell cell,
            Consumer<String> distress)
            throws StoreException {
        Queue found = queues.find(queue);
        return new JobLoop(
                found,
                config,
                found.store().claims(),
                new JobClock(cell, config.harakiri()),
                distress);
    }

    private JobLoop(
            Queue queue,
            SpoolConfig config,
            Claims claims,
            JobClock clock,
            Consumer<String> distress) {
        this.queue = queue;
        this.config = config;
        this.claims = claims;
        this.clock = clock;
        this.distress = distress;
    }

    /** What gives up jobs that run too long. */
    public JobClock clock() {
        return clock;
    }

    /** The job that runs is the last; any thread. */
    public void leave() {
        leaving = true;
        claims.wake();
    }

    /** Does jobs until it is told to leave; on its own thread. */
    public void run() {
        try {
            while (!leaving) {
                turn();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it between two jobs: whoever did wants it to end.
            EventLog.line("spool %s: interrupted; no more jobs".formatted(queue.name()));
        }
    }

    private void turn() throws InterruptedException {
        JobHandler handler = queue.handler().orElse(null);
        if (handler == null) {
            unhandled();
            claims.await(PAUSE);
            return;
        }
        try {
            Optional<Claim> claim = claims.next(Instant.now());
            claims.news().forEach(line -> say(line));
            if (claim.isPresent()) {
                perform(handler, claim.get());
            } else {
                claims.await(PAUSE);
            }
        } catch (StoreException e) {
            broken.say("spool %s: %s".formatted(queue.name(), e.getMessage()));
            claims.await(PAUSE);
        }
    }

    private void unhandled() {
        if (!unhandled) {
            say(
                    "the application handles no jobs of this queue; they are kept"
                            + " (AppContext.spool(\"%s\").handle)".formatted(queue.name()));
            unhandled = true;
        }
    }

    private void say(String line) {
        EventLog.line("spool %s: %s".formatted(queue.name(), line));
    }

    private void perform(JobHandler handler, Claim claim) throws StoreException {
        clock.begin("%s %s".formatted(queue.name(), claim.name().id()));
        JobResult result = null;
        Throwable thrown = null;
        try {
            result = handler.run(run(claim));
        } catch (Throwable e) {
            thrown = e;
        }
        boolean givenUp = clock.end(result == null);
        settle(claim, result, givenUp ? "it ran longer than " + limit() : fault(claim, thrown));
        tasks++;
        if (config.maxTasks() > 0 && tasks >= config.maxTasks()) {
            distress.accept("has done %d jobs".formatted(tasks));
        }
    }

    private String limit() {
        return "%d ms (--spooler-harakiri)".formatted(config.harakiri().toMillis());
    }

    /** A message may hold what is in the job: it is for the log and the operator alone. */
    private String fault(Claim claim, @Nullable Throwable thrown) {
        if (thrown == null) {
            return "its handler returned null";
        }
        EventLog.failure(
                "spool %s: job %s, attempt %d, threw"
                        .formatted(queue.name(), claim.name().id(), claim.name().attempt()),
                thrown);
        if (thrown instanceof VirtualMachineError) {
            distress.accept("had " + thrown.getClass().getSimpleName());
        }
        return "it threw " + thrown;
    }

    private static JobRun run(Claim claim) {
        Job job = Job.of(claim.payload().body());
        for (var entry : claim.payload().metadata().entrySet()) {
            job = job.with(entry.getKey(), entry.getValue());
        }
        return new JobRun(
                claim.name().id(),
                claim.name().attempt(),
                Instant.ofEpochMilli(claim.name().submitted()),
                job.priority(claim.name().priority()).at(Instant.ofEpochMilli(claim.name().due())));
    }

    private void settle(Claim claim, @Nullable JobResult result, String fault)
            throws StoreException {
        switch (result) {
            case JobResult.Done _ -> claims.done(claim);
            case JobResult.Ignored _ -> {
                claims.leave(claim, Instant.now().plus(IGNORED));
                ignored.say(
                        "spool %s: the application ignores job %s; it is kept"
                                .formatted(queue.name(), claim.name().id()));
            }
            case JobResult.Retry(Optional<Duration> after) ->
                    failed(claim, after, "it asked to be run again");
            case null -> failed(claim, Optional.empty(), fault);
        }
    }

    private void failed(Claim claim, Optional<Duration> after, String why) throws StoreException {
        Fate fate = claims.failed(claim, after, why, Instant.now());
        if (fate instanceof Fate.Dead(String reason)) {
            say("job %s is dead: %s".formatted(claim.name().id(), reason));
        }
    }
}
