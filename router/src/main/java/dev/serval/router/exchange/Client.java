package dev.serval.router.exchange;

/** One connection of a client's, as whoever watches over all of them sees it. On its own loop. */
public interface Client {

    /** Ends what has taken too long; called now and then. */
    void check(long nanoTime);

    /** The router is about to end: leaves once nothing is under way; called again and again. */
    void drain(long nanoTime);
}
