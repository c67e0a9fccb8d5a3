package dev.serval.app;

import java.time.Instant;

/**
 * One attempt at a job.
 *
 * @param id the job's, the same in each attempt and never another's: a job may be run more than
 *     once, and by this it is known again
 * @param attempt 1 and up
 * @param submitted when it was accepted
 * @param job what was submitted
 */
public record JobRun(String id, int attempt, Instant submitted, Job job) {

    /** The body as a text in UTF-8. */
    public String text() {
        return job.text();
    }

    /** One of the small texts; empty if there is none of this name. */
    public String get(String key) {
        return job.metadata().getOrDefault(key, "");
    }
}
