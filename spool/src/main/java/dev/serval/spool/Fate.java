package dev.serval.spool;

import java.time.Instant;

/** What becomes of a job that has failed. */
public sealed interface Fate {

    /** It is run again, not before this. */
    record Again(Instant due) implements Fate {}

    /** Nobody runs it again unless an operator says so. */
    record Dead(String why) implements Fate {}
}
