package dev.serval.engine.jdbc;

import dev.serval.spool.Depot;
import dev.serval.spool.JobStore;
import dev.serval.spool.SpoolView;
import dev.serval.spool.StoreEngine;
import dev.serval.spool.StoreException;
import dev.serval.spool.StoreRules;

/** Keeps jobs in a table of a database. */
public final class JdbcEngine implements StoreEngine {

    /** Made by {@link java.util.ServiceLoader}. */
    public JdbcEngine() {}

    @Override
    public boolean takes(String url) {
        return url.startsWith("jdbc:");
    }

    @Override
    public JobStore open(Depot depot, StoreRules rules) throws StoreException {
        return new JdbcStore(Database.of(depot), depot.queue(), rules);
    }

    @Override
    public SpoolView view(Depot depot) throws StoreException {
        return new JdbcView(Database.of(depot), depot.queue());
    }
}
