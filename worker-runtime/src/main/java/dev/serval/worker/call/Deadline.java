package dev.serval.worker.call;

import dev.serval.control.board.CoreCell;
import java.time.Duration;
import java.time.Instant;

/**
 * When the request that runs on a core is given up. Written by the request's thread, read from the
 * scoreboard by whoever watches.
 */
final class Deadline {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final CoreCell cell;
    private volatile boolean limited;

    /**
     * The request begins now.
     *
     * @param after how long it may run; zero for no limit
     */
    Deadline(CoreCell cell, String method, String path, Duration after) {
        this.cell = cell;
        this.limited = !after.isZero();
        Instant now = Instant.now();
        cell.begin(method, path, micros(now), limited ? micros(now.plus(after)) : 0);
    }

    Instant at() {
        if (!limited) {
            return Instant.MAX;
        }
        long deadline = cell.deadline();
        return Instant.ofEpochSecond(
                deadline / MICROS_PER_SECOND, deadline % MICROS_PER_SECOND * 1000);
    }

    void extend(Duration by) {
        long wanted = micros(Instant.now().plus(by));
        if (limited && wanted > cell.deadline()) {
            cell.extend(wanted);
        }
    }

    /** The request is no core's any more. */
    void lift() {
        limited = false;
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1000;
    }
}
