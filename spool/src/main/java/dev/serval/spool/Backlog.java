package dev.serval.spool;

import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait, as far as one process knows them and in the order it would run them. Pure,
 * and bounded: of more than it has room for it keeps those that come first, and says that the rest
 * has to be looked up again.
 */
final class Backlog {

    private final boolean ordered;
    private final Kept ready;
    private final Kept later;
    private final TreeSet<JobName> held = new TreeSet<>(JobName.AS_SUBMITTED);

    /**
     * @param ordered whether a job that is to be run again holds back those behind it
     * @param most names kept of those that are due, and of those that are not
     */
    Backlog(boolean ordered, int most) {
        this.ordered = ordered;
        this.ready = new Kept(ordered ? JobName.AS_SUBMITTED : JobName.AS_RUN, most);
        this.later = new Kept(JobName.AS_DUE, most);
    }

    /** Whether names were dropped that nobody will tell of again. */
    boolean incomplete() {
        return ready.usedUp() || later.usedUp();
    }

    /** Forgets all, to be told again. */
    void clear() {
        ready.clear();
        later.clear();
        held.clear();
    }

    /** A job waits. */
    void add(JobName name, long now) {
        if (name.due() <= now) {
            ready.add(name);
        } else if (ordered && name.attempt() > 0) {
            held.add(name);
        } else {
            later.add(name);
        }
    }

    /** Takes out the one to run; empty if none is due, or the one to run is not due yet. */
    Optional<JobName> next(long now) {
        while (!later.names.isEmpty() && later.names.first().due() <= now) {
            ready.add(later.take());
        }
        if (held.isEmpty() || !first(held.first())) {
            return ready.names.isEmpty() ? Optional.empty() : Optional.of(ready.take());
        }
        return held.first().due() <= now ? Optional.of(held.removeFirst()) : Optional.empty();
    }

    private boolean first(JobName waiting) {
        return ready.names.isEmpty()
                || JobName.AS_SUBMITTED.compare(waiting, ready.names.first()) < 0;
    }

    /** When something will be due that is not yet, milliseconds since 1970. */
    long nextDue() {
        long of = later.names.isEmpty() ? Long.MAX_VALUE : later.names.first().due();
        return held.isEmpty() ? of : Math.min(of, held.first().due());
    }

    /** The first names of an order. */
    private static final class Kept {

        private final Comparator<JobName> order;
        private final int most;
        private final TreeSet<JobName> names;
        private @Nullable JobName dropped;

        Kept(Comparator<JobName> order, int most) {
            this.order = order;
            this.most = most;
            this.names = new TreeSet<>(order);
        }

        void add(JobName name) {
            if (dropped != null && order.compare(name, dropped) >= 0) {
                return;
            }
            names.add(name);
            if (names.size() > most) {
                dropped = names.removeLast();
            }
        }

        boolean usedUp() {
            return names.isEmpty() && dropped != null;
        }

        JobName take() {
            return names.removeFirst();
        }

        void clear() {
            names.clear();
            dropped = null;
        }
    }
}
