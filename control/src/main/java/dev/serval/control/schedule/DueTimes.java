package dev.serval.control.schedule;

import java.time.Duration;
import java.time.Instant;

/** The next moment of a schedule, and what is to be done once it has come. Pure; one thread. */
public final class DueTimes {

    /** More than that is missed: the machine slept, or nobody was there. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** A clock that is put back by less does not bring anything again. */
    private static final Duration BACK = Duration.ofHours(3);

    /** What is to be done. */
    public enum Turn {
        WAIT,
        RUN,
        /** It is due, and still runs from the last time. */
        STILL_RUNS,
        /** It was due, too long ago. */
        MISSED
    }

    private final Schedule schedule;
    private final boolean madeUp;
    private Instant due;
    private Instant last;

    /**
     * @param madeUp whether one that was missed is run as soon as it can be
     * @param since the moment after which everything is still to be done
     */
    public DueTimes(Schedule schedule, boolean madeUp, Instant since) {
        this.schedule = schedule;
        this.madeUp = madeUp;
        this.last = since;
        this.due = schedule.after(since);
    }

    /** When it is due next. */
    public Instant due() {
        return due;
    }

    /** When it was due last, as of the last turn. */
    public Instant last() {
        return last;
    }

    /**
     * Looks at the clock. Whatever it answers but {@link Turn#WAIT} is answered once.
     *
     * @param running whether it still runs and must not run twice
     */
    public Turn turn(Instant now, boolean running) {
        if (now.isBefore(due)) {
            Instant next = schedule.after(now);
            if (Duration.between(next, due).compareTo(BACK) > 0) {
                due = next;
            }
            return Turn.WAIT;
        }
        boolean late = Duration.between(due, now).compareTo(LATE) > 0;
        last = due;
        due = schedule.after(now);
        if (late && !madeUp) {
            return Turn.MISSED;
        }
        return running ? Turn.STILL_RUNS : Turn.RUN;
    }
}
