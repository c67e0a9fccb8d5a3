package dev.serval.master.scale;

import java.time.Duration;
import java.time.Instant;

/** Whether the workers may all go, because nobody has asked them anything for a while. */
public final class Idleness {

    /** What follows from what was seen. */
    public enum Verdict {
        /** Everything stays as it is. */
        STAY,
        /** Nobody is here: the workers may go. */
        SLEEP,
        /** Somebody waits, and there is no worker. */
        WAKE
    }

    /**
     * What there is to see.
     *
     * @param asleep whether no worker is wanted now
     * @param requests that were ever finished; only compared with the number before
     * @param busy whether one runs
     * @param waiting whether one waits
     */
    public record Sight(boolean asleep, long requests, boolean busy, boolean waiting) {}

    private final Duration after;
    private Instant lastRequest;
    private long requests = -1;

    /**
     * @param after how long nobody may have asked
     * @param now when the watch begins
     */
    public Idleness(Duration after, Instant now) {
        this.after = after;
        this.lastRequest = now;
    }

    /** How long nobody may have asked. */
    public Duration after() {
        return after;
    }

    /** Looks once more. */
    public Verdict look(Sight sight, Instant now) {
        boolean asked = sight.busy || sight.waiting || sight.requests != requests;
        requests = sight.requests;
        if (asked) {
            lastRequest = now;
        }
        if (sight.asleep) {
            return sight.waiting ? Verdict.WAKE : Verdict.STAY;
        }
        boolean over = Duration.between(lastRequest, now).compareTo(after) >= 0;
        return over ? Verdict.SLEEP : Verdict.STAY;
    }
}
