package dev.serval.master.server;

import dev.serval.master.log.Log;
import dev.serval.master.log.LogPlan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks once a second whether the log is to be opened anew, or is full. On the master's thread. */
final class LogCare {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final @Nullable Log log;
    private final TouchedFiles files = new TouchedFiles();
    private Instant next = Instant.MIN;
    private volatile Instant nextRotation = Instant.MIN;

    /**
     * @param log null if there is none
     */
    LogCare(@Nullable Log log) {
        this.log = log;
    }

    void look(LogPlan plan) {
        Instant now = Instant.now();
        Log kept = log;
        if (kept == null || now.isBefore(next)) {
            return;
        }
        next = now.plus(PERIOD);
        if (files.any(plan.touchReopen(), "opening the log anew")) {
            kept.reopen((_, _) -> {});
        }
        boolean asked = files.any(plan.touchRotate(), "beginning a new log");
        boolean full = plan.maxBytes() > 0 && kept.isLargerThan(plan.maxBytes());
        if (asked || (full && !now.isBefore(nextRotation))) {
            kept.rotate((done, _) -> nextRotation = done ? Instant.MIN : later());
        }
    }

    private static Instant later() {
        return Instant.now().plus(AFTER_FAILURE);
    }
}
