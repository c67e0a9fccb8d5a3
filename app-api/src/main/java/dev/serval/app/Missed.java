package dev.serval.app;

/** What becomes of a call that nobody was there for, or that could not be made within a minute. */
public enum Missed {
    /** It is left out. */
    SKIP,
    /** It is made as soon as possible; once, however many were missed. */
    RUN_ONCE
}
