package dev.serval.spool;

/** When what was done in the folder must have reached the disk. Nothing here concerns a kill -9. */
public enum FsyncPolicy {
    /** Before it counts as done, each job on its own. */
    ALWAYS,

    /**
     * Submits before they return, those that come together with one write of the folder; that a job
     * is done a little later.
     */
    BATCH,

    /** When the kernel finds the time. */
    NEVER
}
