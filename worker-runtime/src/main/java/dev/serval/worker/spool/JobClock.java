package dev.serval.worker.spool;

import dev.serval.control.board.CoreCell;
import dev.serval.control.log.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the job that runs began and when it should be over, on the scoreboard; past that its thread
 * is interrupted and its stack is logged. What does not end all the same is the master's: it reads
 * the same cell.
 */
public final class JobClock {

    private static final long LOOK_MILLIS = 50;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int FAILED = 500;
    private static final int DONE = 200;

    private final CoreCell cell;
    private final Duration limit;
    private @Nullable Thread running;
    private boolean givenUp;

    JobClock(CoreCell cell, Duration limit) {
        this.cell = cell;
        this.limit = limit;
    }

    synchronized void begin(String what) {
        Instant now = Instant.now();
        cell.begin("JOB", what, micros(now), limit.isZero() ? 0 : micros(now.plus(limit)));
        running = Thread.currentThread();
        givenUp = false;
    }

    /**
     * The job is over, and so is an interrupt that was meant for it.
     *
     * @return whether it was given up
     */
    synchronized boolean end(boolean failed) {
        running = null;
        Thread.interrupted();
        if (failed) {
            cell.countException();
        }
        cell.end(micros(Instant.now()), 0, failed ? FAILED : DONE);
        return givenUp;
    }

    /** Begins to watch, on a daemon thread, if there is a limit. */
    public void watch(String spooler) {
        if (!limit.isZero()) {
            Thread.ofPlatform().daemon().name("harakiri").start(() -> look(spooler));
        }
    }

    private void look(String spooler) {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                giveUp(spooler);
            }
        } catch (InterruptedException e) {
            // Nobody does that; the master watches too.
            EventLog.line("%s: its clock was interrupted".formatted(spooler));
        }
    }

    private synchronized void giveUp(String spooler) {
        Thread job = running;
        long deadline = cell.deadline();
        if (job == null || givenUp || deadline == 0 || micros(Instant.now()) < deadline) {
            return;
        }
        givenUp = true;
        cell.countHarakiri();
        StringBuilder block =
                new StringBuilder("HARAKIRI on %s: %s".formatted(spooler, cell.label()))
                        .append(" has run for %d ms; interrupted".formatted(limit.toMillis()));
        for (StackTraceElement frame : job.getStackTrace()) {
            block.append("\n      at ").append(frame);
        }
        job.interrupt();
        EventLog.block(block.toString());
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1000;
    }
}
