package dev.serval.master.supervise;

import dev.serval.control.link.Member;
import java.time.Duration;
import java.util.List;

/** An effect the fleet wants, carried out in order by the master's loop. */
public sealed interface Command {

    /** Start a process of this generation for this slot; answered by {@link FleetEvent.Spawned}. */
    record Spawn(ChildId id, int generation) implements Command {}

    /** Ask a child to finish what it has and exit. */
    record Drain(ChildId id, long pid, Duration mercy) implements Command {}

    /** End a child at once; {@code reason} goes to the log. */
    record Kill(ChildId id, long pid, String reason) implements Command {}

    /** Tell every router which workers may be given requests. */
    record SendRoster(List<Member> workers) implements Command {}

    /** Tell every child to accept connections, or to leave them in the queue. */
    record Accept(boolean on) implements Command {}

    /** Tell this spooler or mule to begin: it has its place now. */
    record Begin(ChildId id, long pid) implements Command {}

    /** Tell this worker to do what the application does at times: nobody else does. */
    record Lead(ChildId id, long pid) implements Command {}

    /** Tell every worker to end what does not end by itself; requests are served on. */
    record Farewell() implements Command {}

    /** Read the configuration again; answered by ConfigRead or ConfigRefused. */
    record ReadConfig(boolean chain) implements Command {}

    /** The new generation serves. */
    record Adopt(int generation) implements Command {}

    /** A reload is over, one way or the other; {@code outcome} is one line for who asked. */
    record ReloadEnded(boolean adopted, String outcome) implements Command {}

    /** One line for the operator. */
    record Log(String line) implements Command {}

    /** The server is over; {@code code} is the master's exit code. */
    record Exit(int code) implements Command {}
}
