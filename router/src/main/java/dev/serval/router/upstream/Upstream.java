package dev.serval.router.upstream;

/** Where requests can go, seen from one event loop. */
public interface Upstream {

    /**
     * Asks for a connection; {@code leased} or {@code refused} follows, perhaps before this
     * returns.
     */
    void lease(UpstreamEvents request);

    /** The request is not interested any more; it had neither answer yet. */
    void cancel(UpstreamEvents request);

    /** Whether these are workers of our own: on this host, with this process's user. */
    boolean isOurs();

    /**
     * Whether a body of unknown length can be sent as chunks; otherwise its length must be known
     * first.
     */
    boolean takesChunks();
}
