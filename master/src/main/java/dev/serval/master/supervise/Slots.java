package dev.serval.master.supervise;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.master.supervise.ChildState.Gone;
import dev.serval.master.supervise.ChildState.Ready;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The slots there are, and the rules and the generation that hold for them. */
final class Slots {

    private final List<Slot> routers = new ArrayList<>();
    private final List<Slot> workers = new ArrayList<>();
    private final List<Slot> spoolers = new ArrayList<>();
    private final List<Slot> mules = new ArrayList<>();
    private FleetRules rules;
    private int generation = 1;

    Slots(FleetRules rules) {
        this.rules = rules;
        grow(Instant.MIN);
    }

    FleetRules rules() {
        return rules;
    }

    int generation() {
        return generation;
    }

    List<Slot> routers() {
        return List.copyOf(routers);
    }

    List<Slot> workers() {
        return List.copyOf(workers);
    }

    /** Spoolers and mules. */
    List<Slot> background() {
        List<Slot> background = new ArrayList<>(spoolers);
        background.addAll(mules);
        return background;
    }

    List<Slot> all() {
        List<Slot> all = new ArrayList<>(routers);
        all.addAll(workers);
        all.addAll(background());
        return all;
    }

    /** The slot of this id; one that nobody knows any more is empty and in no list. */
    Slot get(ChildId id) {
        return all().stream()
                .filter(slot -> slot.id.equals(id))
                .findFirst()
                .orElseGet(() -> {
                    Slot forgotten = new Slot(id, Instant.MAX, generation);
                    forgotten.end();
                    return forgotten;
                });
    }

    /** Takes the rules of a new generation, without adding or removing slots. */
    void adopt(FleetRules next, int nextGeneration) {
        rules = next;
        generation = nextGeneration;
    }

    /** Adds the slots that the rules want, and fills those again that were about to end. */
    void grow(Instant now) {
        grow(Role.ROUTER, routers, rules.routers(), now);
        grow(Role.WORKER, workers, rules.workers(), now);
        grow(Role.SPOOLER, spoolers, rules.spoolers(), now);
        grow(Role.MULE, mules, rules.mules(), now);
    }

    private void grow(Role role, List<Slot> slots, int count, Instant now) {
        for (int number = 1; number <= count; number++) {
            ChildId id = new ChildId(role, number);
            Slot there = slots.stream().filter(s -> s.id.equals(id)).findFirst().orElse(null);
            if (there == null) {
                slots.add(new Slot(id, now, generation));
            } else if (there.incumbent() instanceof Gone) {
                there.begin(now, generation);
            }
        }
    }

    /** The slots that are there and that the rules do not want. */
    List<Slot> surplus() {
        List<Slot> surplus = new ArrayList<>();
        routers.stream().filter(s -> s.id.slot() > rules.routers()).forEach(surplus::add);
        workers.stream().filter(s -> s.id.slot() > rules.workers()).forEach(surplus::add);
        spoolers.stream().filter(s -> s.id.slot() > rules.spoolers()).forEach(surplus::add);
        mules.stream().filter(s -> s.id.slot() > rules.mules()).forEach(surplus::add);
        return surplus;
    }

    /** Forgets a slot that is surplus and has no process left. */
    void forgetIfGone(Slot slot) {
        if (slot.isGone() && surplus().contains(slot)) {
            routers.remove(slot);
            workers.remove(slot);
            spoolers.remove(slot);
            mules.remove(slot);
        }
    }

    /** Workers that may be given requests, in order. */
    List<Member> serving() {
        List<Member> serving = new ArrayList<>();
        for (Slot slot : workers) {
            if (slot.incumbent() instanceof Ready(long pid, _)) {
                serving.add(new Member(slot.id.slot(), pid, rules.cores()));
            }
        }
        return serving;
    }
}
