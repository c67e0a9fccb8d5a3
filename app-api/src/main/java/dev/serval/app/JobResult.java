package dev.serval.app;

import java.time.Duration;
import java.util.Optional;

/** What has come of one attempt at a job. */
public sealed interface JobResult {

    /** It is done, and is not run again. */
    JobResult OK = new Done();

    /** It is to be run again after a while, which doubles with each attempt. */
    JobResult RETRY = new Retry(Optional.empty());

    /** It is not for this handler: it is kept, and offered again later. */
    JobResult IGNORE = new Ignored();

    /** It is to be run again, not before so much time has passed. */
    static JobResult retry(Duration after) {
        return new Retry(Optional.of(after));
    }

    /** See {@link #OK}. */
    record Done() implements JobResult {}

    /**
     * See {@link #RETRY}.
     *
     * @param after how long to wait; empty for as long as is usual
     */
    record Retry(Optional<Duration> after) implements JobResult {}

    /** See {@link #IGNORE}. */
    record Ignored() implements JobResult {}
}
