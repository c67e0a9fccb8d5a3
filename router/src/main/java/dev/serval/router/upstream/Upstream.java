package dev.serval.router.upstream;

/** Where requests can go, seen from one event loop. */
public interface Upstream {

    /**
     * Asks for a connection; {@code leased} or {@code broken} follows, perhaps before this returns.
     */
    void lease(UpstreamEvents request);

    /**
     * Asks once more for a request that failed, elsewhere if there is somewhere else.
     *
     * @param failed where it was
     */
    default void leaseAgain(UpstreamEvents request, UpstreamConnection failed) {
        lease(request);
    }

    /** The request is not interested any more; it had neither answer yet. */
    void cancel(UpstreamEvents request);

    /**
     * Whether a body of unknown length can be sent as chunks; otherwise its length must be known
     * first.
     */
    boolean takesChunks();
}
