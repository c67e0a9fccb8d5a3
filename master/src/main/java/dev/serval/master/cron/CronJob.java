package dev.serval.master.cron;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.CronCommand;
import dev.serval.control.schedule.DueTimes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command, and the processes that run it. On the crontab's thread. */
final class CronJob {

    private record Running(CronProcess process, Instant began, long beganNanos) {}

    private final CronCommand cron;
    private final DueTimes times;
    private final List<Running> running = new ArrayList<>();
    private @Nullable Instant began;
    private long runs;
    private long failures;

    CronJob(CronCommand cron, Instant now) {
        this.cron = cron;
        this.times = new DueTimes(cron.schedule(), false, now);
    }

    String command() {
        return cron.command();
    }

    /** Whether it is this command at these times. */
    boolean is(CronCommand other) {
        return cron.toString().equals(other.toString()) && cron.unique() == other.unique();
    }

    Instant due() {
        return times.due();
    }

    /**
     * @param limit how long it may run, where it says nothing itself; zero for no limit
     * @throws IOException if no process can be made
     */
    void look(Instant now, Duration limit) throws IOException {
        Duration own = Duration.ofSeconds(cron.limitSeconds());
        reap(own.isZero() ? limit : own);
        switch (times.turn(now, cron.unique() && !running.isEmpty())) {
            case RUN -> run(now);
            case STILL_RUNS ->
                    EventLog.line(
                            "[cron] `%s` still runs; left out this time".formatted(command()));
            case MISSED ->
                    EventLog.line(
                            "[cron] `%s` was due more than a minute ago; left out this time"
                                    .formatted(command()));
            case WAIT -> {}
        }
    }

    private void run(Instant now) throws IOException {
        CronProcess process = CronProcess.start(command());
        EventLog.line("[cron] running `%s` (pid %d)".formatted(command(), process.pid()));
        running.add(new Running(process, now, System.nanoTime()));
        began = now;
        runs++;
    }

    private void reap(Duration limit) {
        for (Iterator<Running> all = running.iterator(); all.hasNext(); ) {
            Running each = all.next();
            long millis = (System.nanoTime() - each.beganNanos()) / 1_000_000;
            if (each.process().ended()) {
                all.remove();
                ended(each.process(), millis);
            } else if (!limit.isZero() && millis > limit.toMillis()) {
                EventLog.line(
                        "[cron] `%s` (pid %d) runs longer than %d ms and is killed"
                                .formatted(command(), each.process().pid(), limit.toMillis()));
                each.process().kill();
            }
        }
    }

    private void ended(CronProcess process, long millis) {
        int code = process.code();
        failures += code == 0 ? 0 : 1;
        EventLog.line(
                "[cron] `%s` (pid %d) ended with exit code %d after %d ms"
                        .formatted(command(), process.pid(), code, millis));
    }

    /** Ends what runs. */
    void end() {
        running.forEach(each -> each.process().end());
    }

    CronRow row() {
        return new CronRow(
                cron.when(),
                command(),
                cron.unique(),
                times.due(),
                running.isEmpty() ? 0 : running.getLast().process().pid(),
                began,
                runs,
                failures);
    }
}
