package dev.serval.master.supervise;

import java.time.Instant;

/**
 * Where one process is in its life, or the lack of one. Each state carries exactly the data that is
 * true in it.
 */
sealed interface ChildState {

    /** No process; one is due. Next: {@link Spawning}, {@link Gone}. */
    record Waiting(Instant spawnAt) implements ChildState {}

    /** A process was asked for and has no pid yet. Next: {@link Starting}, {@link Waiting}. */
    record Spawning() implements ChildState {}

    /** Spawned, application loading. Next: {@link Ready}, {@link Killed}, {@link Waiting}. */
    record Starting(long pid, Instant killAt) implements ChildState {}

    /** Serving, or able to. Next: {@link Draining}, {@link Killed}, {@link Waiting}. */
    record Ready(long pid, Instant since) implements ChildState {}

    /** Finishing what it has, for good. Next: {@link Killed}, {@link Gone}. */
    record Draining(long pid, Instant killAt) implements ChildState {}

    /** Sent SIGKILL. Next: {@link Waiting}, {@link Gone}. */
    record Killed(long pid) implements ChildState {}

    /** Nothing, and nothing comes after it. Final. */
    record Gone() implements ChildState {}

    /** The process; 0 if there is none. */
    default long pid() {
        return switch (this) {
            case Starting(long pid, _) -> pid;
            case Ready(long pid, _) -> pid;
            case Draining(long pid, _) -> pid;
            case Killed(long pid) -> pid;
            case Waiting _, Spawning _, Gone _ -> 0;
        };
    }
}
