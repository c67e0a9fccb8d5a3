package dev.serval.master.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A world for a fleet: processes that exist only here, started when it says so, ready or dead when
 * a number says so. Checks each command on its way: nobody is told anything twice, or after death.
 */
final class FleetSimulation {

    private static final ExitStatus DIED = new ExitStatus(1);
    private static final int CALM_ROUNDS = 400;

    private final Fleet fleet;
    private final FleetRules rules;
    private final Map<Long, ChildId> alive = new LinkedHashMap<>();
    private final Set<Long> ready = new HashSet<>();
    private final Set<Long> drained = new HashSet<>();
    private final Set<Long> killed = new HashSet<>();
    private Set<Long> lastRoster = Set.of();
    private long leader;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private long lastPid = 100;
    private boolean spawnFails;
    private boolean ended;

    FleetSimulation(FleetRules rules) {
        this.rules = rules;
        this.fleet = new Fleet(rules);
        feed(new FleetEvent.Started());
    }

    List<Member> roster() {
        return fleet.roster();
    }

    int wanted() {
        return fleet.workers();
    }

    Set<Long> alive() {
        return alive.keySet();
    }

    boolean ended() {
        return ended;
    }

    /** Who does what is done at times; 0 for nobody. */
    long leader() {
        return leader;
    }

    /** Processes that have said they are ready, and were neither drained nor killed since. */
    Set<Long> readyAndWanted() {
        Set<Long> good = new HashSet<>(ready);
        good.removeAll(drained);
        good.removeAll(killed);
        return good;
    }

    /**
     * One thing happens.
     *
     * @return whether it may leave fewer workers that serve: a death, an order to have fewer
     */
    boolean step(int number) {
        List<Long> pids = new ArrayList<>(alive.keySet());
        int which = number / 10;
        long pid = pids.isEmpty() ? 0 : pids.get(which % pids.size());
        now = now.plusMillis(which);
        switch (number % 10) {
            case 0, 1, 2 -> becomeReady(pid);
            case 3 -> exit(pid);
            case 4 -> feed(new FleetEvent.ReloadAsked(which % 2 == 0));
            case 5 -> feed(unfit(pid, which));
            case 6 -> feed(new FleetEvent.Scale(which % 3 - 1));
            case 7 -> now = now.plusSeconds(which);
            case 8 -> feed(new FleetEvent.Resize(which % 4, "so it goes"));
            default -> feed(seldom(which));
        }
        int kind = number % 10;
        return kind == 3 || kind == 6 || kind == 8 || (kind == 5 && which % 3 == 2);
    }

    /** A pause, a process that cannot be made, or nothing. */
    private FleetEvent seldom(int which) {
        spawnFails |= which % 4 == 1;
        if (which % 4 == 3 && drained.contains(leader)) {
            FleetEvent yielded = new FleetEvent.Yielded(new ChildId(Role.WORKER, 1), leader);
            leader = 0;
            return yielded;
        }
        return which % 4 == 2 ? new FleetEvent.PauseToggled() : new FleetEvent.Tick();
    }

    private FleetEvent unfit(long pid, int which) {
        ChildId id = alive.getOrDefault(pid, new ChildId(Role.WORKER, 1));
        return switch (which % 3) {
            case 0 -> new FleetEvent.Worn(id, pid, "is worn");
            case 1 -> new FleetEvent.Unfit(id, pid, "is unfit");
            default -> new FleetEvent.Evil(id, pid, "is evil");
        };
    }

    private void becomeReady(long pid) {
        ChildId id = alive.get(pid);
        if (id != null && !ready.contains(pid) && !killed.contains(pid)) {
            ready.add(pid);
            feed(new FleetEvent.SaidReady(id, pid));
        }
    }

    private void exit(long pid) {
        ChildId id = alive.remove(pid);
        if (id != null) {
            ready.remove(pid);
            leader = leader == pid ? 0 : leader;
            feed(new FleetEvent.Exited(id, pid, DIED));
        }
    }

    /** Everybody who was told to go goes, everybody else becomes ready, and time passes. */
    void calm() {
        for (int i = 0; i < CALM_ROUNDS; i++) {
            now = now.plusSeconds(1);
            feed(new FleetEvent.Tick());
            for (long pid : List.copyOf(alive.keySet())) {
                if (drained.contains(pid) || killed.contains(pid)) {
                    exit(pid);
                } else {
                    becomeReady(pid);
                }
            }
        }
    }

    void stopAndLetEverybodyGo() {
        feed(new FleetEvent.StopAsked());
        calm();
    }

    private void feed(FleetEvent first) {
        Deque<FleetEvent> due = new ArrayDeque<>(List.of(first));
        while (!due.isEmpty()) {
            for (Command command : fleet.apply(due.remove(), now)) {
                obey(command, due);
            }
        }
    }

    private void lead(ChildId id, long pid) {
        assertThat(leader).as("who leads already").isZero();
        assertThat(alive).containsEntry(pid, id);
        assertThat(lastRoster).contains(pid);
        assertThat(drained).as("who leads is not leaving").doesNotContain(pid);
        leader = pid;
    }

    private void obey(Command command, Deque<FleetEvent> due) {
        switch (command) {
            case Command.Spawn(ChildId id, int _) -> {
                assertThat(ended).isFalse();
                if (spawnFails) {
                    spawnFails = false;
                    due.add(new FleetEvent.SpawnFailed(id, "there is no process to be had"));
                    return;
                }
                alive.put(++lastPid, id);
                due.add(new FleetEvent.Spawned(id, lastPid));
            }
            case Command.Drain(ChildId id, long pid, Duration _) -> {
                assertThat(alive).containsKey(pid);
                assertThat(drained.add(pid)).as("%s is drained once", id).isTrue();
                assertThat(lastRoster).doesNotContain(pid);
            }
            case Command.Kill(ChildId id, long pid, String _) -> {
                assertThat(alive).containsKey(pid);
                assertThat(killed.add(pid)).as("%s is killed once", id).isTrue();
            }
            case Command.Begin(ChildId id, long pid) -> {
                assertThat(alive).containsEntry(pid, id);
                assertThat(id.role()).isIn(Role.SPOOLER, Role.MULE);
                assertThat(drained).as("who begins is not leaving").doesNotContain(pid);
            }
            case Command.Lead(ChildId id, long pid) -> lead(id, pid);
            case Command.SendRoster(List<Member> members) ->
                    lastRoster = Set.copyOf(members.stream().map(Member::pid).toList());
            case Command.ReadConfig(boolean chain) ->
                    due.add(new FleetEvent.ConfigRead(rules.withWorkers(fleet.workers()), chain));
            case Command.Exit _ -> ended = true;
            case Command.Adopt _,
                    Command.ReloadEnded _,
                    Command.Log _,
                    Command.Accept _,
                    Command.Farewell _ -> {}
        }
    }
}
