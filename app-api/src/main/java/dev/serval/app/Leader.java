package dev.serval.app;

/** The one of all workers that does what is done at times, until it ends. Any thread. */
public interface Leader {

    /**
     * Calls the task, unless this worker leads no more. The next leader begins only when it has
     * returned.
     *
     * @return whether it was called
     */
    boolean call(Runnable task);
}
