package dev.serval.spool;

import java.sql.Connection;
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
     * Accepts a job as part of a transaction of the caller's: it is there once that is committed,
     * and never if it is rolled back.
     *
     * @param transaction on the database that the queue is in, not in auto-commit mode
     * @throws StoreException if it was not accepted, or the queue is not in a database
     */
    default String submit(Payload payload, int priority, Instant due, Connection transaction)
            throws StoreException {
        throw StoreException.misplaced(
                "the job was not taken: this queue is not in a database, so it can have no part in"
                        + " a transaction; name one with --spooler NAME=jdbc:...");
    }

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
