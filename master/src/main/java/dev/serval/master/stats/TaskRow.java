package dev.serval.master.stats;

import dev.serval.control.link.ToMaster.Ran.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Something that the application does at times.
 *
 * @param name as it calls it
 * @param when in words
 * @param since when it was planned first, milliseconds since 1970
 * @param due when it was due last, milliseconds since 1970; 0 if it never was
 * @param outcome what came of that; null if it never was due
 * @param took how long it ran then, milliseconds
 * @param runs how many times it has begun
 * @param failures how many of them threw
 * @param leftOut how many times it was left out
 */
public record TaskRow(
        String name,
        String when,
        long since,
        long due,
        @Nullable Outcome outcome,
        long took,
        long runs,
        long failures,
        long leftOut) {

    static TaskRow planned(String name, String when, long now) {
        return new TaskRow(name, when, now, 0, null, 0, 0, 0, 0);
    }

    /**
     * The moment up to which everything was done. Whoever died in the middle has not done it: then
     * it is the one before.
     */
    long done() {
        if (due == 0) {
            return since;
        }
        return outcome == Outcome.BEGUN ? due - 1 : due;
    }

    TaskRow at(String otherTimes) {
        return new TaskRow(name, otherTimes, since, due, outcome, took, runs, failures, leftOut);
    }

    TaskRow after(long lastDue, Outcome last, long lastTook) {
        boolean left = last == Outcome.STILL_RUNS || last == Outcome.MISSED;
        return new TaskRow(
                name,
                when,
                since,
                lastDue,
                last,
                lastTook,
                runs + (last == Outcome.BEGUN ? 1 : 0),
                failures + (last == Outcome.FAILED ? 1 : 0),
                leftOut + (left ? 1 : 0));
    }
}
