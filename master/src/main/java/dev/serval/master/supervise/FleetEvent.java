package dev.serval.master.supervise;

/** Something that happened to the fleet or to one child. */
public sealed interface FleetEvent {

    /** The first event of all. */
    record Started() implements FleetEvent {}

    /** A {@link Command.Spawn} was carried out. */
    record Spawned(ChildId id, long pid) implements FleetEvent {}

    /** A {@link Command.Spawn} could not be carried out; {@code why} is for the log. */
    record SpawnFailed(ChildId id, String why) implements FleetEvent {}

    /** The child serves. */
    record SaidReady(ChildId id, long pid) implements FleetEvent {}

    /** Somebody asked the child itself to end. */
    record SaidLeaving(ChildId id, long pid) implements FleetEvent {}

    /** The process is gone and reaped. */
    record Exited(ChildId id, long pid, ExitStatus status) implements FleetEvent {}

    /** The operator wants the server to finish what it has and end. */
    record StopAsked() implements FleetEvent {}

    /** The operator wants the server to end now. */
    record KillAsked() implements FleetEvent {}

    /** Time has passed. */
    record Tick() implements FleetEvent {}
}
