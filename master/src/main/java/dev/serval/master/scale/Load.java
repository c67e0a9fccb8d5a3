package dev.serval.master.scale;

/**
 * What the workers went through in the last second.
 *
 * @param wanted workers that are wanted now, those that are still starting included
 * @param ready workers that serve
 * @param cores requests each of them runs at once
 * @param busy how many cores were busy on the average; a fraction, at most {@code ready * cores}
 * @param waiting requests and connections that wait for a core now
 * @param rssBytes resident memory of all of them together
 */
public record Load(int wanted, int ready, int cores, double busy, int waiting, long rssBytes) {

    /** Requests that come and go leave a core free for a moment between two of them. */
    private static final double FULL = 0.9;

    /** What must stay free of the workers that are left when one goes, in workers. */
    private static final double SPARE = 0.5;

    /**
     * Whether another worker would find something to do. Who waits while cores are free is on the
     * way to one of them.
     */
    boolean full() {
        return asked() >= FULL * ready * cores && asked() > 0;
    }

    /** Whether the others could do the work of one, and half a worker would still be free. */
    boolean slack() {
        return asked() <= (ready - 1 - SPARE) * cores;
    }

    /** How many cores would be busy if there were enough of them. */
    private double asked() {
        return busy + waiting;
    }

    /** Whether a worker that is wanted does not serve yet. */
    boolean growing() {
        return ready < wanted;
    }

    /** The share of busy cores in percent. */
    double percent() {
        return ready == 0 ? 0 : 100 * busy / (ready * cores);
    }
}
