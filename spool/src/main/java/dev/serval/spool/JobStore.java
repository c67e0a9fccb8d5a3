package dev.serval.spool;

import java.time.Instant;

/**
 * Where the jobs of one queue are kept. What it has accepted it runs at least once; it forgets a
 * job only after {@link Claims#done} or when it is buried.
 */
public interface JobStore extends AutoCloseable {

    /**
     * Accepts a job; any thread.
     *
     * @param priority 0 to 99, the smallest is run first
     * @param due not before this; one that is past means at once
     * @return the job's id
     * @throws StoreException if it was not accepted; its message is for the operator
     */
    String submit(Payload payload, int priority, Instant due) throws StoreException;

    /**
     * Begins to take jobs; for the one thread that runs them. Closed with the store.
     *
     * @throws StoreException if the store cannot be worked with
     */
    Claims claims() throws StoreException;

    /** What is claimed goes back. */
    @Override
    void close();
}
