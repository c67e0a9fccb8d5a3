package dev.serval.worker.shared;

import dev.serval.app.SharedException;
import dev.serval.control.log.Complaint;
import dev.serval.control.log.EventLog;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import dev.serval.worker.schedule.Mandate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The mandate as a lock of an engine: for ten seconds, renewed every three. Each beginning and each
 * end is said to the engine with the lock's token, and only the holder's word counts there. On the
 * schedule's thread.
 */
final class SharedMandate implements Mandate {

    private static final String LOCK = "serval.schedule";
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long RENEWED_NANOS = Duration.ofSeconds(3).toNanos();

    private final Line line;
    private final LongSupplier nanos;
    private final Complaint trouble = new Complaint();
    private long token;
    private long since;

    /**
     * @param nanos a clock like {@link System#nanoTime}
     */
    SharedMandate(Line line, LongSupplier nanos) {
        this.line = line;
        this.nanos = nanos;
    }

    @Override
    public Optional<Map<String, Long>> look() {
        try {
            if (token != 0) {
                renew();
            }
            return token == 0 ? taken() : Optional.empty();
        } catch (SharedException e) {
            trouble.say("tasks at times: %s".formatted(e.getMessage()));
            return Optional.empty();
        }
    }

    private void renew() {
        long now = nanos.getAsLong();
        if (now - since < RENEWED_NANOS) {
            return;
        }
        if (line.ask(Word.RENEW, LOCK, token, LEASE.toMillis()).word() == Word.YES) {
            since = now;
            return;
        }
        EventLog.line("tasks at times: another server does them now");
        token = 0;
    }

    private Optional<Map<String, Long>> taken() {
        // Before the question: the engine's lease begins later, and ends later.
        long now = nanos.getAsLong();
        Frame answer = line.ask(Word.LOCK, LOCK, LEASE.toMillis(), 0);
        if (answer.word() != Word.NUMBER) {
            return Optional.empty();
        }
        Map<String, Long> done = new HashMap<>();
        Frame all = line.ask(Word.DONE, LOCK);
        for (int i = 0; i + 1 < all.fields().size(); i += 2) {
            done.put(all.text(i), Long.parseLong(all.text(i + 1)));
        }
        token = answer.number(0);
        since = now;
        EventLog.line("tasks at times: this server does them");
        return Optional.of(done);
    }

    @Override
    public boolean held() {
        if (token != 0 && nanos.getAsLong() - since >= LEASE.toNanos()) {
            EventLog.line("tasks at times: the lease is over; another server may do them");
            token = 0;
        }
        return token != 0;
    }

    @Override
    public boolean mayBegin(String task, long due) {
        if (!held()) {
            return false;
        }
        try {
            return line.ask(Word.MAY, LOCK, token, task, due).word() == Word.YES;
        } catch (SharedException e) {
            // Not known: it is due again once it is had again, which may be at once.
            trouble.say("tasks at times: %s".formatted(e.getMessage()));
            token = 0;
            return false;
        }
    }

    @Override
    public void done(String task, long due) {
        if (token == 0 || !said(task, due)) {
            EventLog.line(
                    "task %s: that it was done could not be said; another server may do it again"
                            .formatted(task));
        }
    }

    private boolean said(String task, long due) {
        try {
            return line.ask(Word.RAN, LOCK, token, task, due).word() == Word.YES;
        } catch (SharedException e) {
            trouble.say("tasks at times: %s".formatted(e.getMessage()));
            return false;
        }
    }

    @Override
    public void giveUp() {
        try {
            if (token != 0) {
                line.ask(Word.UNLOCK, LOCK, token);
            }
        } catch (SharedException e) {
            trouble.say("tasks at times: %s".formatted(e.getMessage()));
        }
        token = 0;
    }
}
