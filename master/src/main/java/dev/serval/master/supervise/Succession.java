package dev.serval.master.supervise;

import dev.serval.master.supervise.ChildState.Draining;
import dev.serval.master.supervise.ChildState.Gone;
import dev.serval.master.supervise.ChildState.Killed;
import dev.serval.master.supervise.ChildState.Ready;
import dev.serval.master.supervise.ChildState.Spawning;
import dev.serval.master.supervise.ChildState.Starting;
import dev.serval.master.supervise.ChildState.Waiting;
import dev.serval.master.supervise.Command.Drain;
import dev.serval.master.supervise.Command.Spawn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replace before retire: how a process that serves is followed by another, in a reload, a recycling
 * or because it is stuck. A successor must become ready before anybody is drained for it, and one
 * that does not is thrown away.
 */
final class Succession {

    private static final Duration RETRY = Duration.ofSeconds(10);

    /** Nobody is killed with its requests because there is little to do. */
    private static final Duration AT_LEISURE = Duration.ofDays(365);

    private static final int MOST_WORKERS = 512;

    /** Of all workers, how many may be on their way to being replaced because they are worn. */
    private static final int WORN_SHARE = 4;

    private final Slots slots;
    private final Map<ChildId, Instant> notBefore = new HashMap<>();
    private @Nullable Reload reload;
    private FleetEvent.@Nullable ReloadAsked askedAgain;
    private int lastGeneration = 1;

    Succession(Slots slots) {
        this.slots = slots;
    }

    boolean reloading() {
        return reload != null;
    }

    void apply(FleetEvent event, Instant now, Orders orders) {
        switch (event) {
            case FleetEvent.ReloadAsked asked -> reloadAsked(asked, orders);
            case FleetEvent.ConfigRead(FleetRules rules, boolean chain) ->
                    begin(rules, chain, now, orders);
            case FleetEvent.ConfigRefused(String why) -> refused(why, orders);
            case FleetEvent.Worn(ChildId id, long pid, String why) ->
                    worn(slots.get(id), pid, why, now, orders);
            case FleetEvent.Unfit(ChildId id, long pid, String why) ->
                    replace(slots.get(id), pid, why, now, orders);
            case FleetEvent.Hopeless(ChildId id, long pid) -> hopeless(slots.get(id), pid, orders);
            case FleetEvent.Evil(ChildId id, long pid, String why) ->
                    evil(slots.get(id), pid, why, orders);
            case FleetEvent.Scale(int by) -> scale(by, now, orders);
            case FleetEvent.Resize(int workers, String why) -> resize(workers, why, now, orders);
            case FleetEvent.Started _, FleetEvent.Tick _ -> {}
            case FleetEvent.Spawned _, FleetEvent.SpawnFailed _ -> {}
            case FleetEvent.PauseToggled _, FleetEvent.Yielded _ -> {}
            case FleetEvent.SaidReady _, FleetEvent.Exited _ -> {}
            case FleetEvent.StopAsked _, FleetEvent.KillAsked _ -> {}
        }
    }

    private void reloadAsked(FleetEvent.ReloadAsked asked, Orders orders) {
        if (reload != null) {
            askedAgain = asked;
            orders.log("a reload is under way; another one follows it");
            return;
        }
        orders.add(new Command.ReadConfig(asked.chain()));
    }

    private void refused(String why, Orders orders) {
        orders.log("reload refused, nothing has changed: " + why);
        orders.add(new Command.ReloadEnded(false, why));
    }

    private void begin(FleetRules rules, boolean chain, Instant now, Orders orders) {
        lastGeneration++;
        List<Slot> renewed =
                slots.all().stream()
                        .filter(slot -> !(slot.incumbent() instanceof Gone))
                        .filter(slot -> slot.id.slot() <= wanted(rules, slot))
                        .toList();
        // A recycling that is under way is overtaken.
        renewed.forEach(slot -> dropSuccessor(slot, "a reload overtakes it", orders));
        reload = new Reload(lastGeneration, rules, chain, renewed);
        orders.log(
                "reload: starting generation %d%s"
                        .formatted(lastGeneration, chain ? ", one process after the other" : ""));
        if (renewed.isEmpty()) {
            adopt(reload, now, orders);
            return;
        }
        go(reload, orders);
    }

    private static int wanted(FleetRules rules, Slot slot) {
        return switch (slot.id.role()) {
            case ROUTER -> rules.routers();
            case WORKER -> rules.workers();
            case SPOOLER -> rules.spoolers();
            case MULE -> rules.mules();
        };
    }

    private void go(Reload under, Orders orders) {
        for (Slot slot : under.next()) {
            slot.beginSuccession(under.generation);
            orders.add(new Spawn(slot.id, under.generation));
        }
    }

    /** A successor can serve. */
    void ready(Slot slot, Instant now, Orders orders) {
        Reload under = reload;
        if (under == null || slot.successorGeneration() != under.generation) {
            takeOver(slot, now, orders);
            return;
        }
        if (under.chain) {
            takeOver(slot, now, orders);
            if (slot.retired().isEmpty()) {
                buried(slot, now, orders);
            }
            return;
        }
        boolean all =
                slots.all().stream()
                        .filter(s -> s.successor() != null)
                        .allMatch(s -> s.successor() instanceof Ready);
        if (all && under.allBegun()) {
            slots.all().stream()
                    .filter(s -> s.successor() != null)
                    .forEach(s -> takeOver(s, now, orders));
            adopt(under, now, orders);
        }
    }

    private void takeOver(Slot slot, Instant now, Orders orders) {
        ChildState old = slot.takeOver();
        orders.log(
                "%s (pid: %d) takes over%s"
                        .formatted(
                                slot.id,
                                slot.incumbent().pid(),
                                old.pid() == 0 ? "" : " from pid " + old.pid()));
        retire(slot, old, now, orders);
        switch (slot.id.role()) {
            case ROUTER -> orders.add(new Command.SendRoster(slots.serving()));
            // After the one before was told to finish: jobs that run in order overlap only there.
            case SPOOLER, MULE ->
                    orders.afterRoster(new Command.Begin(slot.id, slot.incumbent().pid()));
            case WORKER -> {}
        }
    }

    /** Lets a process finish, or ends it if it never served. */
    void retire(Slot slot, ChildState old, Instant now, Orders orders) {
        retire(slot, old, slots.rules().mercyOf(slot.id.role()), now, orders);
    }

    private static void retire(
            Slot slot, ChildState old, Duration mercy, Instant now, Orders orders) {
        switch (old) {
            case Ready(long pid, _) -> {
                slot.retire(new Draining(pid, now.plus(mercy)));
                orders.afterRoster(new Drain(slot.id, pid, mercy));
            }
            case Starting(long pid, _) -> {
                slot.retire(new Killed(pid));
                orders.kill(slot, pid, "it was still starting");
            }
            case Draining draining -> slot.retire(draining);
            case Killed killed -> slot.retire(killed);
            case Waiting _, Spawning _, Gone _ -> {}
        }
    }

    private void adopt(Reload done, Instant now, Orders orders) {
        reload = null;
        slots.adopt(done.rules, done.generation);
        slots.grow(now);
        endSurplus(slots.rules().mercy(), now, orders);
        orders.add(new Command.Adopt(done.generation));
        String outcome = "generation %d serves".formatted(done.generation);
        orders.log("reload: " + outcome);
        orders.add(new Command.ReloadEnded(true, outcome));
        again(orders);
    }

    /** A retired process is gone: a chain goes on. */
    void buried(Slot slot, Instant now, Orders orders) {
        Reload under = reload;
        if (under == null || !under.chain || slot.generation() != under.generation) {
            return;
        }
        boolean busy = slots.all().stream().anyMatch(s -> s.successor() != null);
        if (busy) {
            return;
        }
        if (under.allBegun()) {
            adopt(under, now, orders);
        } else {
            go(under, orders);
        }
    }

    /** A successor did not become ready. */
    void failed(Slot slot, String why, Instant now, Orders orders) {
        notBefore.put(slot.id, now.plus(RETRY));
        Reload under = reload;
        if (under == null || slot.successorGeneration() != under.generation) {
            orders.log(
                    "%s is not replaced yet; next try in %d s"
                            .formatted(slot.id, RETRY.toSeconds()));
            return;
        }
        reload = null;
        slots.all().forEach(s -> dropSuccessor(s, "its generation is discarded", orders));
        String outcome =
                "generation %d discarded: %s; generation %d serves on"
                        .formatted(under.generation, why, slots.generation());
        orders.log("reload: " + outcome);
        orders.add(new Command.ReloadEnded(false, outcome));
        again(orders);
    }

    private void again(Orders orders) {
        FleetEvent.ReloadAsked asked = askedAgain;
        askedAgain = null;
        if (asked != null) {
            orders.add(new Command.ReadConfig(asked.chain()));
        }
    }

    /** The incumbent died while its successor starts: whoever is on its way takes its place. */
    void incumbentDied(Slot slot, Instant now, Orders orders) {
        if (slot.successor() instanceof Ready) {
            takeOver(slot, now, orders);
        }
    }

    private void worn(Slot slot, long pid, String why, Instant now, Orders orders) {
        long underWay = slots.workers().stream().filter(s -> s.successor() != null).count();
        long most = Math.max(1, slots.rules().workers() / WORN_SHARE);
        if (underWay < most && reload == null) {
            replace(slot, pid, why, now, orders);
        }
    }

    private void replace(Slot slot, long pid, String why, Instant now, Orders orders) {
        boolean serves = slot.incumbent() instanceof Ready && slot.isIncumbent(pid);
        boolean tooSoon = now.isBefore(notBefore.getOrDefault(slot.id, Instant.MIN));
        if (!serves || tooSoon || slot.successor() != null) {
            return;
        }
        orders.log("%s (pid: %d) %s: replacing it".formatted(slot.id, pid, why));
        slot.beginSuccession(slot.generation());
        orders.add(new Spawn(slot.id, slot.generation()));
    }

    private static void hopeless(Slot slot, long pid, Orders orders) {
        if (slot.hasDraining(pid)) {
            slot.retire(new Killed(pid));
            orders.kill(slot, pid, "only stuck requests are left");
        }
    }

    private static void evil(Slot slot, long pid, String why, Orders orders) {
        if (slot.isIncumbent(pid) && slot.incumbent() instanceof Ready) {
            slot.become(new Killed(pid));
            orders.kill(slot, pid, why);
        } else if (slot.hasDraining(pid)) {
            slot.retire(new Killed(pid));
            orders.kill(slot, pid, why);
        }
    }

    private void scale(int by, Instant now, Orders orders) {
        int before = slots.rules().workers();
        int workers =
                Math.clamp(
                        before + (long) by, Math.min(slots.rules().least(), before), MOST_WORKERS);
        if (workers == before || reload != null) {
            orders.log("workers: still %d".formatted(before));
            return;
        }
        orders.log("workers: %d -> %d".formatted(before, workers));
        settle(workers, slots.rules().mercy(), now, orders);
    }

    private void resize(int workers, String why, Instant now, Orders orders) {
        int before = slots.rules().workers();
        if (workers != before && reload == null) {
            orders.log("workers: %d -> %d, %s".formatted(before, workers, why));
            settle(workers, AT_LEISURE, now, orders);
        }
    }

    private void settle(int workers, Duration mercy, Instant now, Orders orders) {
        slots.adopt(slots.rules().withWorkers(workers), slots.generation());
        slots.grow(now);
        endSurplus(mercy, now, orders);
    }

    private void endSurplus(Duration mercy, Instant now, Orders orders) {
        for (Slot slot : slots.surplus()) {
            dropSuccessor(slot, "its slot ends", orders);
            retire(slot, slot.incumbent(), mercy, now, orders);
            slot.end();
            slots.forgetIfGone(slot);
        }
    }

    /** No succession goes on: the server ends. */
    void abandon(Orders orders) {
        reload = null;
        slots.all().forEach(slot -> dropSuccessor(slot, "the server stops", orders));
    }

    private static void dropSuccessor(Slot slot, String why, Orders orders) {
        ChildState dropped = slot.successor();
        slot.succeed(null);
        if (dropped != null && dropped.pid() != 0) {
            slot.retire(new Killed(dropped.pid()));
            if (!(dropped instanceof Killed)) {
                orders.kill(slot, dropped.pid(), why);
            }
        }
    }
}
