package dev.serval.app;

import java.sql.Connection;

/** One queue of jobs that outlives every process ({@code --spooler FOLDER}). Any thread. */
public interface Spool {

    /** What the queue is called: the last name of its folder, unless the operator says another. */
    String name();

    /**
     * Accepts a job. Once this returns the job is run at least once, whatever ends the processes of
     * the server; what of a power cut, {@code --spooler-fsync} says.
     *
     * @return the job's id
     * @throws JobRefusedException if it was not accepted
     */
    String submit(Job job) throws JobRefusedException;

    /**
     * Accepts a job as part of a transaction: it is there once that is committed, and never if it
     * is rolled back. Only for a queue that is in a database ({@code --spooler
     * NAME=jdbc:postgresql:...}), and on a connection to that database.
     *
     * @param transaction a connection of the application's that is not in auto-commit mode; it is
     *     neither committed nor closed
     * @return the job's id
     * @throws JobRefusedException if it was not accepted, or the queue is not in a database; after
     *     an error of the database the transaction can only be rolled back
     */
    String submit(Job job, Connection transaction) throws JobRefusedException;

    /**
     * From now on this does the jobs of the queue, where jobs are done: in a spooler. In a worker
     * nothing comes of it, so an application does the same in both. To be called in {@link
     * App#start}; the last one counts.
     */
    void handle(JobHandler handler);
}
