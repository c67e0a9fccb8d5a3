package dev.serval.master.server;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.log.EventLog;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.Command;
import dev.serval.master.supervise.Fleet;
import dev.serval.master.supervise.FleetEvent;
import dev.serval.master.supervise.FleetRules;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The master's one loop: takes an event, asks the fleet, does what it says.
 *
 * <p>Everything here runs on the thread that calls {@link #run}.
 */
final class Master {

    private static final long TICK_MILLIS = 100;

    private final Fleet fleet;
    private final FleetRules rules;
    private final ChildProcesses processes;
    private final BlockingQueue<FleetEvent> events;
    private final Scoreboard board;
    private final Consumer<Fleet> observer;
    private int exitCode = -1;

    /**
     * @param events what other threads post
     * @param observer told after every event, on this thread
     */
    Master(
            FleetRules rules,
            ChildProcesses processes,
            BlockingQueue<FleetEvent> events,
            Scoreboard board,
            Consumer<Fleet> observer) {
        this.rules = rules;
        this.fleet = new Fleet(rules);
        this.processes = processes;
        this.events = events;
        this.board = board;
        this.observer = observer;
    }

    /**
     * Runs until the fleet has ended.
     *
     * @return the exit code
     * @throws InterruptedException never in a server; nobody interrupts the master
     */
    int run() throws InterruptedException {
        apply(new FleetEvent.Started());
        while (exitCode < 0) {
            FleetEvent event = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            apply(event == null ? new FleetEvent.Tick() : event);
        }
        return exitCode;
    }

    /** One event and everything that follows from it at once. */
    private void apply(FleetEvent first) {
        Deque<FleetEvent> due = new ArrayDeque<>(List.of(first));
        while (!due.isEmpty()) {
            FleetEvent event = due.removeFirst();
            if (event instanceof FleetEvent.Exited exited) {
                bury(exited);
            }
            for (Command command : fleet.apply(event, Instant.now())) {
                carryOut(command, due);
            }
            observer.accept(fleet);
        }
    }

    private void carryOut(Command command, Deque<FleetEvent> due) {
        switch (command) {
            case Command.Spawn(ChildId id) -> due.add(spawn(id));
            case Command.Drain(ChildId id, long _, var mercy) -> processes.drain(id, mercy);
            case Command.Kill(ChildId id, long pid, String reason) -> {
                EventLog.line("killing %s (pid: %d): %s".formatted(id, pid, reason));
                processes.kill(id);
            }
            case Command.SendRoster(List<Integer> workers) -> sendRoster(workers);
            case Command.Log(String line) -> EventLog.line(line);
            case Command.Exit(int code) -> exitCode = code;
        }
    }

    private FleetEvent spawn(ChildId id) {
        try {
            return new FleetEvent.Spawned(id, processes.spawn(id));
        } catch (IOException e) {
            return new FleetEvent.SpawnFailed(id, String.valueOf(e.getMessage()));
        }
    }

    private void sendRoster(List<Integer> workers) {
        List<Member> members = new ArrayList<>();
        for (int worker : workers) {
            processes
                    .pid(new ChildId(Role.WORKER, worker))
                    .ifPresent(pid -> members.add(new Member(worker, pid, rules.cores())));
        }
        ToChild.Roster roster = new ToChild.Roster(members);
        for (int router = 1; router <= rules.routers(); router++) {
            processes.tell(new ChildId(Role.ROUTER, router), roster);
        }
    }

    private void bury(FleetEvent.Exited exited) {
        if (exited.id().role() == Role.WORKER) {
            for (int core = 0; core < rules.cores(); core++) {
                board.cell(exited.id().slot(), core).abandon();
            }
        }
        processes.forget(exited.id(), exited.pid());
    }
}
