package dev.serval.control.trace;

/** One request in one process. Used by one thread after the other. */
public interface Span {

    /** The traceparent for whatever is done for this request. */
    String traceparent();

    /** Whether anybody will see it; else there is nothing to end. */
    boolean sampled();

    /** The request is over; once. */
    void end(RequestFacts facts);
}
