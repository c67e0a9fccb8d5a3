package dev.serval.worker.call;

/** What occupies a core; it releases the core itself. */
public interface CoreWork {

    /** Whether it has all it needs, and waits for no peer before it asks the application. */
    boolean complete();

    /** Runs to its end. */
    void run(Core core);

    /**
     * Runs on a thread that the loop will miss: what is known to take long is handed to the core's
     * own.
     */
    void runOnLoop(Core core);
}
