package dev.serval.master.supervise;

import dev.serval.control.link.Role;
import dev.serval.master.supervise.ChildState.Draining;
import dev.serval.master.supervise.ChildState.Gone;
import dev.serval.master.supervise.ChildState.Killed;
import dev.serval.master.supervise.ChildState.Leaving;
import dev.serval.master.supervise.ChildState.Ready;
import dev.serval.master.supervise.ChildState.Spawning;
import dev.serval.master.supervise.ChildState.Starting;
import dev.serval.master.supervise.ChildState.Waiting;
import dev.serval.master.supervise.Command.Drain;
import dev.serval.master.supervise.Command.Exit;
import dev.serval.master.supervise.Command.Kill;
import dev.serval.master.supervise.Command.Log;
import dev.serval.master.supervise.Command.SendRoster;
import dev.serval.master.supervise.Command.Spawn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All children of one master, and every decision about them.
 *
 * <p>Events in, commands out. Owned by the master's thread.
 */
public final class Fleet {

    /** The exit code when no worker ever became ready. */
    public static final int APP_FAILED = 5;

    private enum Phase {
        RUNNING,
        STOPPING_ROUTERS,
        STOPPING_WORKERS,
        ENDED
    }

    private final FleetRules rules;
    private final List<Slot> routers = new ArrayList<>();
    private final List<Slot> workers = new ArrayList<>();
    private Phase phase = Phase.RUNNING;
    private int exitCode;
    private boolean everReady;
    private List<Integer> roster = List.of();

    /** An idle fleet; nothing happens before {@link FleetEvent.Started}. */
    public Fleet(FleetRules rules) {
        this.rules = rules;
        for (int i = 1; i <= rules.routers(); i++) {
            routers.add(new Slot(new ChildId(Role.ROUTER, i), Instant.MIN));
        }
        for (int i = 1; i <= rules.workers(); i++) {
            workers.add(new Slot(new ChildId(Role.WORKER, i), Instant.MIN));
        }
    }

    /**
     * Takes one event.
     *
     * @return what must be done, in this order
     */
    public List<Command> apply(FleetEvent event, Instant now) {
        List<Command> todo = new ArrayList<>();
        switch (event) {
            case FleetEvent.Started() -> tick(now, todo);
            case FleetEvent.Tick() -> tick(now, todo);
            case FleetEvent.Spawned(ChildId id, long pid) -> spawned(slot(id), pid, now, todo);
            case FleetEvent.SpawnFailed(ChildId id, String why) -> {
                todo.add(new Log("cannot start %s: %s".formatted(id, why)));
                lost(slot(id), Duration.ZERO, now, todo);
            }
            case FleetEvent.SaidReady(ChildId id, long pid) -> ready(slot(id), pid, now, todo);
            case FleetEvent.SaidLeaving(ChildId id, long pid) -> leaving(slot(id), pid, now, todo);
            case FleetEvent.Exited(ChildId id, long pid, ExitStatus status) ->
                    exited(slot(id), pid, status, now, todo);
            case FleetEvent.StopAsked() -> stop(now, todo);
            case FleetEvent.KillAsked() -> killAll("the server is told to end now", todo);
        }
        sendRosterIfChanged(todo);
        advance(now, todo);
        return todo;
    }

    /** Workers that may be given requests, by number, in order. */
    public List<Integer> readyWorkers() {
        return workers.stream().filter(Slot::isReady).map(s -> s.id.slot()).toList();
    }

    /** Every slot as it is now, routers first. */
    public List<SlotView> view() {
        return all().stream().map(Slot::view).toList();
    }

    private void tick(Instant now, List<Command> todo) {
        for (Slot slot : all()) {
            switch (slot.state()) {
                case Waiting(Instant at) when phase == Phase.RUNNING && !now.isBefore(at) -> {
                    slot.become(new Spawning());
                    todo.add(new Spawn(slot.id));
                }
                case Starting(long pid, Instant killAt) when now.isAfter(killAt) ->
                        kill(
                                slot,
                                pid,
                                "not ready after " + rules.startLimit().toSeconds() + " s",
                                todo);
                case Leaving(long pid, Instant killAt) when now.isAfter(killAt) ->
                        kill(slot, pid, "is taking too much time to die", todo);
                case Draining(long pid, Instant killAt) when now.isAfter(killAt) ->
                        kill(slot, pid, "is taking too much time to die", todo);
                case Waiting _, Spawning _, Starting _ -> {}
                case Ready _, Leaving _, Draining _, Killed _, Gone _ -> {}
            }
        }
    }

    private void spawned(Slot slot, long pid, Instant now, List<Command> todo) {
        slot.become(new Starting(pid, now.plus(rules.startLimit())));
        slot.countSpawn();
        boolean worker = slot.id.role() == Role.WORKER;
        String cores = worker ? ", cores: " + rules.cores() : "";
        todo.add(
                new Log(
                        slot.spawns() == 1
                                ? "spawned %s (pid: %d%s)".formatted(slot.id, pid, cores)
                                : "Respawned %s (new pid: %d)".formatted(slot.id, pid)));
        if (phase != Phase.RUNNING) {
            kill(slot, pid, "the server stops", todo);
        }
    }

    private void ready(Slot slot, long pid, Instant now, List<Command> todo) {
        if (!(slot.state() instanceof Starting(long starting, Instant killAt)) || starting != pid) {
            return;
        }
        slot.become(new Ready(pid, now));
        Duration took = rules.startLimit().minus(Duration.between(now, killAt));
        todo.add(new Log("%s (pid: %d) ready in %d ms".formatted(slot.id, pid, took.toMillis())));
        switch (slot.id.role()) {
            case WORKER -> everReady = true;
            case ROUTER -> todo.add(new SendRoster(readyWorkers()));
        }
    }

    private void leaving(Slot slot, long pid, Instant now, List<Command> todo) {
        if (slot.state() instanceof Ready(long ready, _) && ready == pid) {
            slot.become(new Leaving(pid, now.plus(rules.mercy())));
            todo.add(
                    new Log("%s (pid: %d) was asked to end; replacing it".formatted(slot.id, pid)));
            sendRosterIfChanged(todo);
            todo.add(new Drain(slot.id, pid, rules.mercy()));
        }
    }

    private void exited(Slot slot, long pid, ExitStatus status, Instant now, List<Command> todo) {
        if (!slot.runs(pid)) {
            return;
        }
        Duration served =
                slot.state() instanceof Ready(_, Instant since)
                        ? Duration.between(since, now)
                        : Duration.ZERO;
        boolean planned = slot.state() instanceof Leaving || slot.state() instanceof Draining;
        if (!planned) {
            todo.add(
                    new Log(
                            "DAMN ! %s (pid: %d) died, %s :( %s"
                                    .formatted(slot.id, pid, status, afterDeath())));
        }
        if (slot.state() instanceof Leaving) {
            slot.become(new Waiting(now));
            tick(now, todo);
            return;
        }
        lost(slot, served, now, todo);
    }

    private String afterDeath() {
        return phase == Phase.RUNNING ? "trying respawn ..." : "while the server stops";
    }

    /** The slot has no process any more: another one, sooner or later, or never. */
    private void lost(Slot slot, Duration served, Instant now, List<Command> todo) {
        if (phase != Phase.RUNNING) {
            slot.become(new Gone());
            return;
        }
        Duration delay = slot.budget.died(served);
        slot.become(new Waiting(now.plus(delay)));
        if (hopeless()) {
            abort(todo);
            return;
        }
        if (!delay.isZero()) {
            todo.add(
                    new Log(
                            "%s died %d times in a row; next try in %d ms"
                                    .formatted(slot.id, slot.budget.deaths(), delay.toMillis())));
        }
        tick(now, todo);
    }

    /** No worker ever served and each has had its try, or a router cannot even start. */
    private boolean hopeless() {
        boolean noApp =
                rules.needApp()
                        && !everReady
                        && !workers.isEmpty()
                        && workers.stream().allMatch(s -> s.budget.deaths() > 0);
        return noApp || (!everReady && routers.stream().anyMatch(s -> s.budget.deaths() > 2));
    }

    private void abort(List<Command> todo) {
        todo.add(new Log("no worker became ready. GAME OVER"));
        exitCode = APP_FAILED;
        killAll("the application did not start", todo);
    }

    private void stop(Instant now, List<Command> todo) {
        if (phase != Phase.RUNNING) {
            return;
        }
        phase = Phase.STOPPING_ROUTERS;
        drainAll(routers, now, todo);
    }

    private void drainAll(List<Slot> slots, Instant now, List<Command> todo) {
        for (Slot slot : slots) {
            switch (slot.state()) {
                case Starting(long pid, _) -> kill(slot, pid, "it was still starting", todo);
                case Ready(long pid, _) -> drain(slot, pid, now, todo);
                case Leaving(long pid, Instant killAt) -> slot.become(new Draining(pid, killAt));
                case Waiting _ -> slot.become(new Gone());
                case Spawning _, Draining _, Killed _, Gone _ -> {}
            }
        }
    }

    private void drain(Slot slot, long pid, Instant now, List<Command> todo) {
        slot.become(new Draining(pid, now.plus(rules.mercy())));
        todo.add(new Drain(slot.id, pid, rules.mercy()));
    }

    private void killAll(String reason, List<Command> todo) {
        phase = Phase.STOPPING_WORKERS;
        for (Slot slot : all()) {
            switch (slot.state()) {
                case Starting(long pid, _) -> kill(slot, pid, reason, todo);
                case Ready(long pid, _) -> kill(slot, pid, reason, todo);
                case Leaving(long pid, _) -> kill(slot, pid, reason, todo);
                case Draining(long pid, _) -> kill(slot, pid, reason, todo);
                case Waiting _ -> slot.become(new Gone());
                case Spawning _, Killed _, Gone _ -> {}
            }
        }
    }

    private static void kill(Slot slot, long pid, String reason, List<Command> todo) {
        slot.become(new Killed(pid));
        todo.add(new Kill(slot.id, pid, reason));
    }

    private void advance(Instant now, List<Command> todo) {
        if (phase == Phase.STOPPING_ROUTERS && routers.stream().allMatch(Slot::isGone)) {
            phase = Phase.STOPPING_WORKERS;
            drainAll(workers, now, todo);
        }
        if (phase == Phase.STOPPING_WORKERS && all().stream().allMatch(Slot::isGone)) {
            phase = Phase.ENDED;
            todo.add(new Exit(exitCode));
        }
    }

    private void sendRosterIfChanged(List<Command> todo) {
        List<Integer> ready = readyWorkers();
        if (!ready.equals(roster)) {
            roster = ready;
            todo.add(new SendRoster(ready));
        }
    }

    private Slot slot(ChildId id) {
        return switch (id.role()) {
            case ROUTER -> routers.get(id.slot() - 1);
            case WORKER -> workers.get(id.slot() - 1);
        };
    }

    private List<Slot> all() {
        List<Slot> all = new ArrayList<>(routers);
        all.addAll(workers);
        return all;
    }
}
