package dev.serval.master.supervise;

import dev.serval.master.supervise.Command.Kill;
import dev.serval.master.supervise.Command.Log;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands that answer one event, as they are collected. What must wait until routers know the
 * new roster is kept apart: a worker is taken off the roster before it is drained.
 */
final class Orders {

    private final List<Command> first = new ArrayList<>();
    private final List<Command> afterRoster = new ArrayList<>();

    void add(Command command) {
        first.add(command);
    }

    void log(String line) {
        first.add(new Log(line));
    }

    void kill(Slot slot, long pid, String reason) {
        first.add(new Kill(slot.id, pid, reason));
    }

    void afterRoster(Command command) {
        afterRoster.add(command);
    }

    /** All of them, with the roster's change in its place. */
    List<Command> inOrder(List<Command> roster) {
        List<Command> all = new ArrayList<>(first);
        all.addAll(roster);
        all.addAll(afterRoster);
        return all;
    }
}
