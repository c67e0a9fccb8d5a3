package dev.serval.engine.redis;

import dev.serval.spool.Depot;
import dev.serval.spool.JobStore;
import dev.serval.spool.SpoolView;
import dev.serval.spool.StoreEngine;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;

/** Keeps jobs in a Redis. */
public final class RedisEngine implements StoreEngine {

    /** Made by {@link java.util.ServiceLoader}. */
    public RedisEngine() {}

    @Override
    public boolean takes(String url) {
        return RedisAddress.is(url);
    }

    @Override
    public JobStore open(Depot depot, StoreRules rules) throws StoreException {
        return new RedisStore(queue(depot), rules);
    }

    @Override
    public SpoolView view(Depot depot) throws StoreException {
        return new RedisView(queue(depot));
    }

    private static RedisQueue queue(Depot depot) throws StoreException {
        try {
            return new RedisQueue(RedisAddress.of(depot.url(), depot.password()), depot.queue());
        } catch (IllegalArgumentException e) {
            throw StoreException.misplaced(
                    "the spool %s is at %s: %s".formatted(depot.queue(), depot, e.getMessage()));
        }
    }
}
