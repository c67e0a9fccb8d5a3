package dev.serval.spool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The side of a {@link JobStore} that takes jobs. Belongs to one thread, {@link #wake} apart. Every
 * method throws {@link StoreException} if the store cannot be worked with; the job is then run
 * again later.
 */
public interface Claims {

    /** Takes the job that is due first; empty if none is. */
    Optional<Claim> next(Instant now) throws StoreException;

    /** The job is run and is never run again. */
    void done(Claim claim) throws StoreException;

    /** The job was not this process's to run: it waits until then, and nothing is counted. */
    void leave(Claim claim, Instant until) throws StoreException;

    /**
     * The job has failed, or wants to be run again.
     *
     * @param after how long it wants to wait; empty for as long as the rules say
     * @param why kept beside it if this was its last attempt
     */
    Fate failed(Claim claim, Optional<Duration> after, String why, Instant now)
            throws StoreException;

    /** Waits until something may be due, or somebody wakes it, or the time is up. */
    void await(Duration longest) throws InterruptedException;

    /** Ends {@link #await}; any thread. */
    void wake();

    /** What has happened on the side since this was asked last, a line each for the log. */
    List<String> news();
}
