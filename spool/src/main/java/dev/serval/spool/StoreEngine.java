package dev.serval.spool;

import java.util.ServiceLoader;

/** What keeps jobs elsewhere than in a folder; found by {@link ServiceLoader}. */
public interface StoreEngine {

    /** Whether this is how a depot of its begins. */
    boolean takes(String url);

    /**
     * Opens a queue. One that cannot be reached now is opened all the same: what is asked of it
     * fails until it is back.
     *
     * @throws StoreException if this can never work as it is configured
     */
    JobStore open(Depot depot, StoreRules rules) throws StoreException;

    /**
     * Looks at a queue.
     *
     * @throws StoreException if this can never work as it is configured
     */
    SpoolView view(Depot depot) throws StoreException;

    /**
     * The one that takes this depot.
     *
     * @param loader sees it
     * @throws StoreException if there is none
     */
    static StoreEngine of(Depot depot, ClassLoader loader) throws StoreException {
        for (StoreEngine engine : ServiceLoader.load(StoreEngine.class, loader)) {
            if (engine.takes(depot.url())) {
                return engine;
            }
        }
        throw StoreException.misplaced(
                "the spool %s is at %s, and nothing here keeps jobs there"
                        .formatted(depot.queue(), depot));
    }
}
