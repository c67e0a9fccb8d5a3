package dev.serval.master.emperor;

import java.time.Duration;
import java.time.Instant;

/** What is known of one vassal. Belongs to its {@link Empire}. */
final class Vassal {

    /** Where it stands. */
    enum Phase {
        /** It runs and does not serve yet. */
        STARTING,
        SERVING,
        /** It was told to end. */
        STOPPING,
        /** It does not run: it has failed, or has ended by itself. */
        WAITING
    }

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    /** Who has served so long fails for a new reason. */
    private static final Duration PROVEN = Duration.ofSeconds(10);

    VassalFile file;
    Phase phase = Phase.STARTING;
    Instant since;
    Instant due = Instant.MAX;
    Duration delay = Duration.ZERO;
    int respawns;

    /** Its file has changed while nothing could be done about it. */
    boolean again;

    /** It has said that it ends. */
    boolean leaving;

    /** Its file is gone. */
    boolean unwanted;

    Vassal(VassalFile file, Instant now) {
        this.file = file;
        this.since = now;
    }

    void enter(Phase next, Instant now) {
        phase = next;
        since = now;
    }

    void starts(Instant now) {
        enter(Phase.STARTING, now);
        again = false;
        leaving = false;
        due = Instant.MAX;
    }

    boolean runs() {
        return phase != Phase.WAITING;
    }

    /** It has failed; the next try comes later than the last, at most so much. */
    void fails(Duration longest, Instant now) {
        boolean proven = phase == Phase.SERVING && since.plus(PROVEN).isBefore(now);
        Duration next = proven || delay.isZero() ? FIRST_DELAY : delay.multipliedBy(2);
        delay = next.compareTo(longest) > 0 ? longest : next;
        respawns++;
        enter(Phase.WAITING, now);
        due = now.plus(delay);
    }

    /** It has ended by itself; nobody starts it before its file changes. */
    void rests(Instant now) {
        enter(Phase.WAITING, now);
        due = Instant.MAX;
    }
}
