package dev.serval.master.supervise;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.master.supervise.ChildState.Draining;
import dev.serval.master.supervise.ChildState.Killed;
import dev.serval.master.supervise.ChildState.Ready;
import dev.serval.master.supervise.ChildState.Spawning;
import dev.serval.master.supervise.ChildState.Starting;
import dev.serval.master.supervise.ChildState.Waiting;
import dev.serval.master.supervise.Command.Exit;
import dev.serval.master.supervise.Command.SendRoster;
import dev.serval.master.supervise.Command.Spawn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All children of one master, and every decision about them.
 *
 * <p>Events in, commands out. Owned by the master's thread. {@link Succession} is the part that
 * replaces processes that serve; here is who dies, who comes back, and the end.
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

    private final Slots slots;
    private final Succession succession;
    private final Leadership leadership = new Leadership();
    private Phase phase = Phase.RUNNING;
    private int exitCode;
    private boolean everReady;
    private boolean paused;
    private List<Member> roster = List.of();

    /** An idle fleet; nothing happens before {@link FleetEvent.Started}. */
    public Fleet(FleetRules rules) {
        this.slots = new Slots(rules);
        this.succession = new Succession(slots);
    }

    /**
     * Takes one event.
     *
     * @return what must be done, in this order
     */
    public List<Command> apply(FleetEvent event, Instant now) {
        Orders orders = new Orders();
        switch (event) {
            case FleetEvent.Started() -> tick(now, orders);
            case FleetEvent.Tick() -> tick(now, orders);
            case FleetEvent.Spawned(ChildId id, long pid) ->
                    spawned(slots.get(id), pid, now, orders);
            case FleetEvent.SpawnFailed(ChildId id, String why) ->
                    spawnFailed(slots.get(id), why, now, orders);
            case FleetEvent.SaidReady(ChildId id, long pid) ->
                    ready(slots.get(id), pid, now, orders);
            case FleetEvent.Exited(ChildId id, long pid, ExitStatus status) ->
                    exited(slots.get(id), pid, status, now, orders);
            case FleetEvent.Yielded(ChildId _, long pid) -> leadership.over(pid);
            case FleetEvent.PauseToggled() -> togglePause(orders);
            case FleetEvent.StopAsked() -> stop(now, orders);
            case FleetEvent.KillAsked() -> killAll("the server is told to end now", orders);
            case FleetEvent.Worn _, FleetEvent.Unfit _, FleetEvent.Hopeless _, FleetEvent.Evil _ ->
                    succession(event, now, orders);
            case FleetEvent.ReloadAsked _, FleetEvent.ConfigRead _, FleetEvent.ConfigRefused _ ->
                    succession(event, now, orders);
            case FleetEvent.Scale _, FleetEvent.Resize _ -> succession(event, now, orders);
        }
        advance(now, orders);
        if (phase == Phase.RUNNING) {
            leadership.next(slots.serving()).ifPresent(orders::afterRoster);
        }
        return orders.inOrder(rosterIfChanged());
    }

    /** Workers that may be given requests, in order. */
    public List<Member> roster() {
        return slots.serving();
    }

    /** Every slot as it is now, routers first. */
    public List<SlotView> view() {
        return slots.all().stream().map(Slot::view).toList();
    }

    /** The generation that new processes are started from. */
    public int generation() {
        return slots.generation();
    }

    /** How many workers are wanted. */
    public int workers() {
        return slots.rules().workers();
    }

    /** Whether a new generation is on its way. */
    public boolean reloading() {
        return succession.reloading();
    }

    private void succession(FleetEvent event, Instant now, Orders orders) {
        if (phase == Phase.RUNNING) {
            succession.apply(event, now, orders);
        }
    }

    private void tick(Instant now, Orders orders) {
        for (Slot slot : slots.all()) {
            if (slot.incumbent() instanceof Waiting(Instant at)
                    && phase == Phase.RUNNING
                    && slot.successor() == null
                    && !now.isBefore(at)) {
                slot.become(new Spawning());
                orders.add(new Spawn(slot.id, slot.generation()));
            }
            overdue(slot, now, orders);
        }
    }

    private void overdue(Slot slot, Instant now, Orders orders) {
        String unready = "not ready after " + slots.rules().startLimit().toSeconds() + " s";
        if (slot.incumbent() instanceof Starting(long pid, Instant killAt) && now.isAfter(killAt)) {
            slot.become(new Killed(pid));
            orders.kill(slot, pid, unready);
        }
        if (slot.successor() instanceof Starting(long pid, Instant killAt) && now.isAfter(killAt)) {
            slot.succeed(new Killed(pid));
            orders.kill(slot, pid, unready);
        }
        for (ChildState old : List.copyOf(slot.retired().values())) {
            if (old instanceof Draining(long pid, Instant killAt) && now.isAfter(killAt)) {
                slot.retire(new Killed(pid));
                orders.kill(slot, pid, "is taking too much time to die");
            }
        }
    }

    private void spawned(Slot slot, long pid, Instant now, Orders orders) {
        if (!slot.spawned(pid, now.plus(slots.rules().startLimit()))) {
            orders.kill(slot, pid, "it is not wanted any more");
            return;
        }
        boolean worker = slot.id.role() == Role.WORKER;
        String cores = worker ? ", cores: " + slots.rules().cores() : "";
        orders.log(
                slot.spawns() == 1
                        ? "spawned %s (pid: %d%s)".formatted(slot.id, pid, cores)
                        : "Respawned %s (new pid: %d)".formatted(slot.id, pid));
    }

    private void spawnFailed(Slot slot, String why, Instant now, Orders orders) {
        orders.log("cannot start %s: %s".formatted(slot.id, why));
        if (slot.successor() instanceof Spawning) {
            slot.succeed(null);
            succession.failed(slot, "cannot start %s: %s".formatted(slot.id, why), now, orders);
            return;
        }
        lost(slot, Duration.ZERO, now, orders);
    }

    private void ready(Slot slot, long pid, Instant now, Orders orders) {
        if (slot.successor() instanceof Starting(long starting, Instant killAt)
                && starting == pid) {
            slot.succeed(new Ready(pid, now));
            becameReady(slot, pid, killAt, now, orders);
            succession.ready(slot, now, orders);
            return;
        }
        if (slot.incumbent() instanceof Starting(long starting, Instant killAt)
                && starting == pid) {
            slot.become(new Ready(pid, now));
            becameReady(slot, pid, killAt, now, orders);
            switch (slot.id.role()) {
                case ROUTER -> orders.afterRoster(new SendRoster(slots.serving()));
                case SPOOLER, MULE -> orders.add(new Command.Begin(slot.id, pid));
                case WORKER -> {}
            }
        }
    }

    private void togglePause(Orders orders) {
        paused = !paused;
        orders.log(paused ? "paused: connections wait in the queue" : "no longer paused");
        orders.add(new Command.Accept(!paused));
    }

    private void becameReady(Slot slot, long pid, Instant killAt, Instant now, Orders orders) {
        everReady |= slot.id.role() == Role.WORKER;
        Duration took = slots.rules().startLimit().minus(Duration.between(now, killAt));
        orders.log("%s (pid: %d) ready in %d ms".formatted(slot.id, pid, took.toMillis()));
        if (paused) {
            orders.afterRoster(new Command.Accept(false));
        }
    }

    private void exited(Slot slot, long pid, ExitStatus status, Instant now, Orders orders) {
        leadership.over(pid);
        if (slot.bury(pid)) {
            orders.log("%s (pid: %d) is gone, %s".formatted(slot.id, pid, status));
            succession.buried(slot, now, orders);
            slots.forgetIfGone(slot);
            return;
        }
        boolean successor = slot.isSuccessor(pid);
        if (!successor && !slot.isIncumbent(pid)) {
            return;
        }
        orders.log(
                "DAMN ! %s (pid: %d) died, %s :( %s"
                        .formatted(slot.id, pid, status, afterDeath(successor)));
        if (successor) {
            slot.succeed(null);
            succession.failed(
                    slot, "%s (pid: %d) died, %s".formatted(slot.id, pid, status), now, orders);
            return;
        }
        Duration served =
                slot.incumbent() instanceof Ready(_, Instant since)
                        ? Duration.between(since, now)
                        : Duration.ZERO;
        lost(slot, served, now, orders);
    }

    private String afterDeath(boolean successor) {
        if (phase != Phase.RUNNING) {
            return "while the server stops";
        }
        return successor ? "before it could take over" : "trying respawn ...";
    }

    /** The incumbent has no process any more: another one, sooner or later, or never. */
    private void lost(Slot slot, Duration served, Instant now, Orders orders) {
        if (phase != Phase.RUNNING) {
            slot.end();
            return;
        }
        Duration delay = slot.budget.died(served);
        slot.become(new Waiting(now.plus(delay)));
        if (hopeless()) {
            orders.log("no worker became ready. GAME OVER");
            exitCode = APP_FAILED;
            killAll("the application did not start", orders);
            return;
        }
        if (!delay.isZero()) {
            orders.log(
                    "%s died %d times in a row; next try in %d ms"
                            .formatted(slot.id, slot.budget.deaths(), delay.toMillis()));
        }
        succession.incumbentDied(slot, now, orders);
        tick(now, orders);
    }

    /** No worker ever served and each has had its try, or a router cannot even start. */
    private boolean hopeless() {
        List<Slot> workers = slots.workers();
        boolean noApp =
                slots.rules().needApp()
                        && !everReady
                        && !workers.isEmpty()
                        && workers.stream().allMatch(s -> s.budget.deaths() > 0);
        return noApp
                || (!everReady && slots.routers().stream().anyMatch(s -> s.budget.deaths() > 2));
    }

    private void stop(Instant now, Orders orders) {
        if (phase == Phase.RUNNING) {
            phase = Phase.STOPPING_ROUTERS;
            succession.abandon(orders);
            slots.workers().forEach(slot -> slot.hurry(now.plus(slots.rules().mercy())));
            slots.background()
                    .forEach(slot -> slot.hurry(now.plus(slots.rules().mercyOf(slot.id.role()))));
            orders.add(new Command.Farewell());
            slots.routers().forEach(slot -> leave(slot, now, orders));
            // What the last requests submit waits for the next start.
            slots.background().forEach(slot -> leave(slot, now, orders));
        }
    }

    /** Ends a slot for good: who serves finishes, who was starting is killed. */
    private void leave(Slot slot, Instant now, Orders orders) {
        succession.retire(slot, slot.incumbent(), now, orders);
        slot.end();
    }

    private void killAll(String reason, Orders orders) {
        phase = Phase.STOPPING_WORKERS;
        succession.abandon(orders);
        for (Slot slot : slots.all()) {
            ChildState old = slot.incumbent();
            slot.end();
            if (old.pid() != 0) {
                slot.retire(old);
            }
            for (ChildState each : List.copyOf(slot.retired().values())) {
                if (!(each instanceof Killed)) {
                    slot.retire(new Killed(each.pid()));
                    orders.kill(slot, each.pid(), reason);
                }
            }
        }
    }

    private void advance(Instant now, Orders orders) {
        if (phase == Phase.STOPPING_ROUTERS && slots.routers().stream().allMatch(Slot::isGone)) {
            phase = Phase.STOPPING_WORKERS;
            slots.workers().forEach(slot -> leave(slot, now, orders));
        }
        boolean allGone = slots.all().stream().allMatch(Slot::isGone);
        if (phase == Phase.STOPPING_WORKERS && allGone) {
            phase = Phase.ENDED;
            orders.add(new Exit(exitCode));
        }
    }

    private List<Command> rosterIfChanged() {
        List<Member> serving = slots.serving();
        if (serving.equals(roster)) {
            return List.of();
        }
        roster = serving;
        return List.of(new SendRoster(serving));
    }
}
