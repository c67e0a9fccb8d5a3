package dev.serval.master.hub;

import dev.serval.control.log.Complaint;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Writes what has changed to its files, each so often, on a thread of its own. */
final class StoreWriter {

    /** Longer than that no end of a server waits; a file is whole whatever happens. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private static final long LEAST_MILLIS = 1000;

    /**
     * @param what it has
     * @param every so often, and at the end
     */
    record Duty(StoreFile file, Stored what, Duration every) {}

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("store", true));
    private final Map<Path, Round> rounds = new HashMap<>();

    StoreWriter() {
        thread.setRemoveOnCancelPolicy(true);
    }

    /** These from now on; others are written once more. On the hub's loop. */
    void become(List<Duty> duties) {
        List<Path> paths = duties.stream().map(each -> each.file.path()).toList();
        rounds.entrySet()
                .removeIf(each -> {
                    boolean over = !paths.contains(each.getKey());
                    if (over) {
                        each.getValue().next.cancel(false);
                        thread.execute(each.getValue().saving);
                    }
                    return over;
                });
        duties.forEach(this::begin);
    }

    private void begin(Duty duty) {
        Round before = rounds.get(duty.file.path());
        if (before != null && before.saving.duty.equals(duty)) {
            return;
        }
        if (before != null) {
            before.next.cancel(false);
        }
        Saving saving = new Saving(duty);
        long every = Math.max(LEAST_MILLIS, duty.every.toMillis());
        ScheduledFuture<?> next =
                thread.scheduleWithFixedDelay(saving, every, every, TimeUnit.MILLISECONDS);
        rounds.put(duty.file.path(), new Round(saving, next));
    }

    /** Writes all once more, and ends. On the hub's loop. */
    void close() {
        rounds.values()
                .forEach(each -> {
                    each.next.cancel(false);
                    thread.execute(each.saving);
                });
        leave();
    }

    /** Ends without. */
    void leave() {
        thread.shutdown();
    }

    /** Waits for the last to be written. */
    void awaitEnd() {
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Round(Saving saving, ScheduledFuture<?> next) {}

    /** One file's turn. On the writer's thread. */
    private static final class Saving implements Runnable {

        private final Duty duty;
        private final Complaint failure = new Complaint();
        private long written = -1;

        Saving(Duty duty) {
            this.duty = duty;
        }

        @Override
        public void run() {
            long changes = duty.what.changes();
            if (changes == written) {
                return;
            }
            try {
                duty.file.write(duty.what);
                written = changes;
            } catch (IOException | RuntimeException e) {
                failure.say(
                        "store %s cannot be written, what it had remains: %s"
                                .formatted(duty.file.path(), e));
            }
        }
    }
}
