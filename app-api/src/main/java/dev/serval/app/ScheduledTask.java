package dev.serval.app;

/** Done at times. */
@FunctionalInterface
public interface ScheduledTask {

    /**
     * Called on a virtual thread, on one worker of the server at a time, and never while the call
     * before still runs; may block.
     *
     * @throws Exception any failure: logged with its stack; it is called again the next time
     */
    void run(ScheduledRun run) throws Exception;
}
