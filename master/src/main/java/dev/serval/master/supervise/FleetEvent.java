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

    /** The process is gone and reaped. */
    record Exited(ChildId id, long pid, ExitStatus status) implements FleetEvent {}

    /** The child serves, and should be replaced before long; {@code why} is for the log. */
    record Worn(ChildId id, long pid, String why) implements FleetEvent {}

    /** The child is damaged or stuck and should be replaced now; {@code why} is for the log. */
    record Unfit(ChildId id, long pid, String why) implements FleetEvent {}

    /** The child must be killed now, whatever it runs; {@code why} is for the log. */
    record Evil(ChildId id, long pid, String why) implements FleetEvent {}

    /** A child that drains has nothing left that will ever finish. */
    record Hopeless(ChildId id, long pid) implements FleetEvent {}

    /** A worker that was told to {@link Command.Lead} leads no more. */
    record Yielded(ChildId id, long pid) implements FleetEvent {}

    /** The operator wants a new generation: all at once, or one after the other. */
    record ReloadAsked(boolean chain) implements FleetEvent {}

    /** A {@link Command.ReadConfig} was carried out: this is what the new generation goes by. */
    record ConfigRead(FleetRules rules, boolean chain) implements FleetEvent {}

    /** A {@link Command.ReadConfig} found a mistake; {@code why} is for the log. */
    record ConfigRefused(String why) implements FleetEvent {}

    /** The operator wants nobody to be accepted, or wants that to be over. */
    record PauseToggled() implements FleetEvent {}

    /** So many workers more are wanted, or fewer. */
    record Scale(int by) implements FleetEvent {}

    /** So many workers are wanted from now on, for want or lack of work; {@code why} is logged. */
    record Resize(int workers, String why) implements FleetEvent {}

    /** The operator wants the server to finish what it has and end. */
    record StopAsked() implements FleetEvent {}

    /** The operator wants the server to end now. */
    record KillAsked() implements FleetEvent {}

    /** Time has passed. */
    record Tick() implements FleetEvent {}
}
