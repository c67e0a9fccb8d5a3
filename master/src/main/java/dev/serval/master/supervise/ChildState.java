package dev.serval.master.supervise;

import java.time.Instant;

/**
 * Where the process of one slot is in its life. Each state carries exactly the data that is true in
 * it.
 */
sealed interface ChildState {

    /** No process; one is due. Next: {@link Spawning}, {@link Gone}. */
    record Waiting(Instant spawnAt) implements ChildState {}

    /** A process was asked for and has no pid yet. Next: {@link Starting}, {@link Waiting}. */
    record Spawning() implements ChildState {}

    /** Spawned, application loading. Next: any later state, {@link Waiting}. */
    record Starting(long pid, Instant killAt) implements ChildState {}

    /** Serving. Next: {@link Leaving}, {@link Draining}, {@link Killed}, {@link Waiting}. */
    record Ready(long pid, Instant since) implements ChildState {}

    /**
     * Finishing what it has, and to be replaced. Next: {@link Killed}, {@link Waiting}, {@link
     * Draining}.
     */
    record Leaving(long pid, Instant killAt) implements ChildState {}

    /** Finishing what it has, for good. Next: {@link Killed}, {@link Gone}. */
    record Draining(long pid, Instant killAt) implements ChildState {}

    /** Sent SIGKILL. Next: {@link Waiting}, or {@link Gone} when the server stops. */
    record Killed(long pid) implements ChildState {}

    /** Reaped, and nothing comes after it. Final. */
    record Gone() implements ChildState {}
}
