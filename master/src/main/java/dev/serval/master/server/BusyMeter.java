package dev.serval.master.server;

import dev.serval.control.board.CoreCell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many cores of a worker were busy on the average since it was looked at last: from the time
 * its requests took, so that many short ones count as much as a long one.
 */
final class BusyMeter {

    private record Reading(long micros, Instant at) {}

    private final Map<Long, Reading> last = new HashMap<>();

    /** 0 to the number of cells; 0 when it is looked at for the first time. */
    double since(long pid, List<CoreCell> cells, Instant now) {
        long clock = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        long micros = 0;
        for (CoreCell cell : cells) {
            long began = cell.busySince();
            micros += cell.runningMicros() + (began == 0 ? 0 : Math.max(0, clock - began));
        }
        Reading before = last.put(pid, new Reading(micros, now));
        if (before == null) {
            return 0;
        }
        long elapsed = Math.max(1, ChronoUnit.MICROS.between(before.at, now));
        return Math.clamp((double) (micros - before.micros) / elapsed, 0, cells.size());
    }

    /** Forgets all others. */
    void retain(Collection<Long> pids) {
        last.keySet().retainAll(pids);
    }
}
