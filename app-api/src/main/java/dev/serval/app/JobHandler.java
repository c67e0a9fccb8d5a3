package dev.serval.app;

/** Does the jobs of a queue. */
@FunctionalInterface
public interface JobHandler {

    /**
     * Makes one attempt; may block. In one process called by one thread, one job after the other.
     *
     * @return what has come of it
     * @throws Exception any failure: logged with its stack, and the job is run again as after
     *     {@link JobResult#RETRY}
     */
    JobResult run(JobRun run) throws Exception;
}
