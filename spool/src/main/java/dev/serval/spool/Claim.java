package dev.serval.spool;

/**
 * A job that this process runs, and nobody else as long as the process lives.
 *
 * @param name as it is called while it is run; its attempt is this one
 */
public record Claim(JobName name, Payload payload) {}
