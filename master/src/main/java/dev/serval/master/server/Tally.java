package dev.serval.master.server;

import dev.serval.control.board.Counters;
import dev.serval.control.board.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the processes that are gone have done, by worker number and core, and all routers together:
 * counters of a slot only grow, whoever comes and goes. Belongs to the master's thread.
 */
final class Tally {

    private final Map<Integer, List<Counters>> gone = new HashMap<>();
    private final Map<Integer, Counters> spooled = new HashMap<>();
    private final Reports reports;
    private Traffic routed = Traffic.NONE;

    /**
     * @param reports what is told beside that
     */
    Tally(Reports reports) {
        this.reports = reports;
    }

    Reports reports() {
        return reports;
    }

    void add(int worker, List<Counters> done) {
        List<Counters> sum = gone.computeIfAbsent(worker, _ -> new ArrayList<>());
        for (int core = 0; core < done.size(); core++) {
            if (core < sum.size()) {
                sum.set(core, sum.get(core).plus(done.get(core)));
            } else {
                sum.add(done.get(core));
            }
        }
    }

    void addSpooler(int spooler, Counters done) {
        spooled.merge(spooler, done, Counters::plus);
    }

    /** What was done by processes before this one, of a spooler. */
    Counters spooledBefore(int spooler) {
        return spooled.getOrDefault(spooler, Counters.NONE);
    }

    void add(Traffic past) {
        routed = routed.plus(past.past());
    }

    /** What routers before those that run have done. */
    Traffic routed() {
        return routed;
    }

    /** What was done by processes before this one, on one core of a worker. */
    Counters before(int worker, int core) {
        List<Counters> sum = gone.getOrDefault(worker, List.of());
        return core < sum.size() ? sum.get(core) : Counters.NONE;
    }
}
