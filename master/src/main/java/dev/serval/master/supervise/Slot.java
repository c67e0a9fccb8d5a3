package dev.serval.master.supervise;

import dev.serval.master.supervise.ChildState.Draining;
import dev.serval.master.supervise.ChildState.Gone;
import dev.serval.master.supervise.ChildState.Killed;
import dev.serval.master.supervise.ChildState.Leaving;
import dev.serval.master.supervise.ChildState.Ready;
import dev.serval.master.supervise.ChildState.Spawning;
import dev.serval.master.supervise.ChildState.Starting;
import dev.serval.master.supervise.ChildState.Waiting;
import java.time.Instant;

/** One place in the fleet: the state of its process, and what it has cost so far. */
final class Slot {

    final ChildId id;
    final SpawnBudget budget = new SpawnBudget();
    private ChildState state;
    private int spawns;

    Slot(ChildId id, Instant now) {
        this.id = id;
        this.state = new Waiting(now);
    }

    ChildState state() {
        return state;
    }

    void become(ChildState next) {
        state = next;
    }

    boolean isReady() {
        return state instanceof Ready;
    }

    boolean isGone() {
        return state instanceof Gone;
    }

    /** Processes started here so far. */
    int spawns() {
        return spawns;
    }

    void countSpawn() {
        spawns++;
    }

    /** Whether this slot's process is {@code pid}: news of a process before it is no news. */
    boolean runs(long pid) {
        return pid != 0 && pid() == pid;
    }

    SlotView view() {
        return new SlotView(id, pid(), spawns, isReady());
    }

    private long pid() {
        return switch (state) {
            case Starting(long pid, _) -> pid;
            case Ready(long pid, _) -> pid;
            case Leaving(long pid, _) -> pid;
            case Draining(long pid, _) -> pid;
            case Killed(long pid) -> pid;
            case Waiting _, Spawning _, Gone _ -> 0;
        };
    }
}
