package dev.serval.master.supervise;

import dev.serval.master.supervise.ChildState.Draining;
import dev.serval.master.supervise.ChildState.Gone;
import dev.serval.master.supervise.ChildState.Killed;
import dev.serval.master.supervise.ChildState.Ready;
import dev.serval.master.supervise.ChildState.Spawning;
import dev.serval.master.supervise.ChildState.Starting;
import dev.serval.master.supervise.ChildState.Waiting;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place in the fleet. It has an incumbent, which serves or is meant to; perhaps a successor,
 * which must prove itself before it takes over; and whoever has retired and is not gone yet.
 */
final class Slot {

    final ChildId id;
    final SpawnBudget budget = new SpawnBudget();
    private final Map<Long, ChildState> retired = new LinkedHashMap<>();
    private ChildState incumbent;
    private @Nullable ChildState successor;
    private int generation;
    private int successorGeneration;
    private int spawns;

    Slot(ChildId id, Instant spawnAt, int generation) {
        this.id = id;
        this.incumbent = new Waiting(spawnAt);
        this.generation = generation;
    }

    ChildState incumbent() {
        return incumbent;
    }

    @Nullable ChildState successor() {
        return successor;
    }

    Map<Long, ChildState> retired() {
        return retired;
    }

    /** What the incumbent was, or is to be, started from. */
    int generation() {
        return generation;
    }

    int successorGeneration() {
        return successorGeneration;
    }

    /** Processes started here so far. */
    int spawns() {
        return spawns;
    }

    boolean isReady() {
        return incumbent instanceof Ready;
    }

    /** Whether it has no process and wants none. */
    boolean isGone() {
        return incumbent instanceof Gone && successor == null && retired.isEmpty();
    }

    boolean isIncumbent(long pid) {
        return pid != 0 && incumbent.pid() == pid;
    }

    boolean isSuccessor(long pid) {
        return successor != null && pid != 0 && successor.pid() == pid;
    }

    void become(ChildState next) {
        incumbent = next;
    }

    void succeed(@Nullable ChildState next) {
        successor = next;
    }

    /** From now on a process of this generation is wanted here as well. */
    void beginSuccession(int ofGeneration) {
        successor = new Spawning();
        successorGeneration = ofGeneration;
    }

    /**
     * A process was started for whoever waited for one.
     *
     * @return false if nobody did: it is not wanted any more
     */
    boolean spawned(long pid, Instant killAt) {
        if (successor instanceof Spawning) {
            successor = new Starting(pid, killAt);
        } else if (incumbent instanceof Spawning) {
            incumbent = new Starting(pid, killAt);
        } else {
            retired.put(pid, new Killed(pid));
            return false;
        }
        spawns++;
        return true;
    }

    /**
     * The successor is the incumbent from now on.
     *
     * @return who it takes over from
     */
    ChildState takeOver() {
        ChildState old = incumbent;
        incumbent = successor == null ? new Gone() : successor;
        generation = successorGeneration;
        successor = null;
        return old;
    }

    void retire(ChildState state) {
        retired.put(state.pid(), state);
    }

    /** Nobody who is finishing may take longer than this. */
    void hurry(Instant killAt) {
        retired.replaceAll((_, state) ->
                state instanceof Draining(long pid, Instant at) && at.isAfter(killAt)
                        ? new Draining(pid, killAt)
                        : state);
    }

    /** A retired process is gone. */
    boolean bury(long pid) {
        return retired.remove(pid) != null;
    }

    /** A process is wanted here again. */
    void begin(Instant spawnAt, int ofGeneration) {
        incumbent = new Waiting(spawnAt);
        generation = ofGeneration;
    }

    /** Nothing is to come after this incumbent. */
    void end() {
        incumbent = new Gone();
        successor = null;
    }

    SlotView view() {
        ChildState shown = incumbent;
        return new SlotView(id, shown.pid(), spawns, isReady(), generation);
    }

    /** Whether a process of it is finishing. */
    boolean hasDraining(long pid) {
        return retired.get(pid) instanceof Draining;
    }
}
