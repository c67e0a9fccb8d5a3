package dev.serval.app;

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
     * From now on this does the jobs of the queue, where jobs are done: in a spooler. In a worker
     * nothing comes of it, so an application does the same in both. To be called in {@link
     * App#start}; the last one counts.
     */
    void handle(JobHandler handler);
}
