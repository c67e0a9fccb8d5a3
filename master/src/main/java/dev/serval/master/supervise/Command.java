package dev.serval.master.supervise;

import java.time.Duration;
import java.util.List;

/** An effect the fleet wants, carried out in order by {@code dev.serval.master.Master}. */
public sealed interface Command {

    /** Start a process for this slot; answered by {@link FleetEvent.Spawned}. */
    record Spawn(ChildId id) implements Command {}

    /** Ask a child to finish what it has and exit. */
    record Drain(ChildId id, long pid, Duration mercy) implements Command {}

    /** End a child at once; {@code reason} goes to the log. */
    record Kill(ChildId id, long pid, String reason) implements Command {}

    /** Tell every router which workers may be given requests, by number. */
    record SendRoster(List<Integer> workers) implements Command {}

    /** One line for the operator. */
    record Log(String line) implements Command {}

    /** The server is over; {@code code} is the master's exit code. */
    record Exit(int code) implements Command {}
}
