package dev.serval.master.server;

import dev.serval.control.board.CoreCell;
import dev.serval.control.board.LoopCell;
import dev.serval.control.board.Traffic;
import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.log.EventLog;
import dev.serval.control.option.OptionException;
import dev.serval.master.process.Batch;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.ChildProcesses.Buried;
import dev.serval.master.process.ChildProcesses.Child;
import dev.serval.master.process.Handover;
import dev.serval.master.process.Surroundings;
import dev.serval.master.socket.ListenException;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.Command;
import dev.serval.master.supervise.Fleet;
import dev.serval.master.supervise.FleetEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The master's one loop: takes an event, asks the fleet, does what it says.
 *
 * <p>Everything here runs on the thread that calls {@link #run}.
 */
final class Master {

    private static final long TICK_MILLIS = 100;

    private final PlanSource plans;
    private final Fleet fleet;
    private final Generations generations;
    private final ChildProcesses processes;
    private final BlockingQueue<FleetEvent> events;
    private final Observers observers;
    private final Tally tally;
    private int exitCode = -1;

    /**
     * @param plans read again at each reload
     * @param events what other threads post
     */
    Master(
            PlanSource plans,
            Generations generations,
            ChildProcesses processes,
            BlockingQueue<FleetEvent> events,
            Observers observers,
            Tally tally) {
        this.plans = plans;
        this.fleet = new Fleet(generations.current().plan().rules());
        this.generations = generations;
        this.processes = processes;
        this.events = events;
        this.observers = observers;
        this.tally = tally;
        observers.publication().update(fleet);
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
            observers.milestones().alive();
            observers.touches().look(generations.current().plan()).ifPresent(this::apply);
            observers.logCare().look(generations.current().plan().log());
            for (FleetEvent seen : observers.inspector().look(fleet, generations, processes)) {
                apply(seen);
            }
            observers.demand().look(fleet, generations, processes).ifPresent(this::apply);
        }
        return exitCode;
    }

    /** One event and everything that follows from it at once. */
    private void apply(FleetEvent first) {
        if (first instanceof FleetEvent.StopAsked && staysForAWhile(first)) {
            return;
        }
        Deque<FleetEvent> due = new ArrayDeque<>(List.of(first));
        while (!due.isEmpty()) {
            FleetEvent event = due.removeFirst();
            if (event instanceof FleetEvent.Exited exited) {
                bury(exited);
            }
            if (event instanceof FleetEvent.SaidReady ready) {
                processes.find(ready.pid()).ifPresent(this::settle);
            }
            if (event instanceof FleetEvent.KillAsked) {
                observers.milestones().stopping();
            }
            List<Command> commands = fleet.apply(event, Instant.now());
            for (Command command : commands) {
                carryOut(command, due);
            }
            if (event instanceof FleetEvent.Tick && commands.isEmpty()) {
                observers.publication().refresh(fleet);
            } else {
                observers.publication().update(fleet);
            }
        }
    }

    /** Whoever sends requests hears of the end first. */
    private boolean staysForAWhile(FleetEvent stop) {
        observers.milestones().stopping();
        observers.publication().update(fleet);
        Duration delay = generations.current().plan().drainDelay();
        return observers.neighbours().leave(delay, () -> events.add(stop));
    }

    /** Whoever reads the line that follows finds the new one in the statistics. */
    private void adopt(int generation) {
        generations.adopt(generation);
        observers.publication().update(fleet);
    }

    private void carryOut(Command command, Deque<FleetEvent> due) {
        switch (command) {
            case Command.Spawn(ChildId id, int generation) -> due.add(spawn(id, generation));
            case Command.Drain(ChildId _, long pid, var mercy) -> processes.drain(pid, mercy);
            case Command.Kill(ChildId id, long pid, String reason) -> {
                tell(
                        "killing %s (pid: %d): %s%s"
                                .formatted(id, pid, reason, processes.excuse(pid)));
                processes.kill(pid);
            }
            case Command.SendRoster(List<Member> workers) -> {
                processes.roster(workers);
                observers.neighbours().ready(workers);
            }
            case Command.Begin(ChildId _, long pid) ->
                    processes.tell(pid, new ToChild.Accept(true));
            case Command.Lead(ChildId _, long pid) ->
                    processes.tell(pid, new ToChild.Lead(tally.reports().tasks().done()));
            case Command.Farewell() -> processes.tellAll(Role.WORKER, new ToChild.Farewell());
            case Command.Accept(boolean on) -> {
                processes.tellAll(Role.ROUTER, new ToChild.Accept(on));
                processes.tellAll(Role.WORKER, new ToChild.Accept(on));
            }
            case Command.ReadConfig(boolean chain) -> {
                observers.milestones().reloading();
                due.add(readConfig(chain));
            }
            case Command.Adopt(int generation) -> adopt(generation);
            case Command.ReloadEnded(boolean adopted, String outcome) -> {
                if (!adopted) {
                    generations.discardNewest();
                }
                // Whoever has waited for it sees the new workers, not the old ones.
                observers.publication().update(fleet);
                observers.milestones().reloaded(adopted, outcome);
            }
            case Command.Log(String line) -> tell(line);
            case Command.Exit(int code) -> exitCode = code;
        }
    }

    private void tell(String line) {
        if (line.indexOf('\n') < 0) {
            EventLog.line(line);
        } else {
            EventLog.block(line);
        }
        observers.publication().happened(line);
    }

    private FleetEvent readConfig(boolean chain) {
        try {
            Generation next = generations.prepare(plans.read());
            return new FleetEvent.ConfigRead(next.plan().rulesAfter(fleet.workers()), chain);
        } catch (OptionException | ListenException | IOException | UncheckedIOException e) {
            return new FleetEvent.ConfigRefused(String.valueOf(e.getMessage()));
        }
    }

    private FleetEvent spawn(ChildId id, int number) {
        Generation generation = generations.get(number);
        OptionalInt seat = generation.seats().take();
        if (seat.isEmpty()) {
            return new FleetEvent.SpawnFailed(id, "too many processes are still finishing");
        }
        try {
            long pid =
                    processes.spawn(
                            id, seat.getAsInt(), number, generation.handovers().of(id.role()));
            return new FleetEvent.Spawned(id, pid);
        } catch (IOException | UncheckedIOException e) {
            generation.seats().giveBack(seat.getAsInt());
            return new FleetEvent.SpawnFailed(id, String.valueOf(e.getMessage()));
        }
    }

    private void bury(FleetEvent.Exited exited) {
        Buried buried = processes.forget(exited.pid()).orElse(null);
        if (buried != null && !buried.called() && !exited.status().killed()) {
            suspect(buried.child());
        }
        if (buried != null) {
            count(buried.child());
        }
        generations.tidy();
    }

    /** What runs the application is a batch process once it has started. */
    private void settle(Child child) {
        Surroundings surroundings = given(child).command().surroundings();
        if (surroundings.batch() && child.id().role() != Role.ROUTER) {
            Batch.become(child.pid(), surroundings);
        }
    }

    /** It died as a JVM without words for us, perhaps of want. */
    private void suspect(Child child) {
        Handover given = given(child);
        String limits = given.command().surroundings().limits();
        if (!limits.isEmpty() && given.program().isEmpty()) {
            EventLog.line(
                    "%s (pid: %d) ended before its JVM was up; is %s too little for it?"
                            .formatted(child.id(), child.pid(), limits));
        }
    }

    /** What it was started with. */
    private Handover given(Child child) {
        return generations.get(child.generation()).handovers().of(child.id().role());
    }

    private void count(Child child) {
        Seats seats = generations.get(child.generation()).seats();
        switch (child.id().role()) {
            case WORKER ->
                    tally.add(
                            child.id().slot(),
                            seats.cells(child.seat()).stream().map(CoreCell::counters).toList());
            case SPOOLER ->
                    tally.addSpooler(
                            child.id().slot(), seats.cells(child.seat()).getFirst().counters());
            case MULE -> {}
            case ROUTER ->
                    tally.add(
                            seats.loops(child.seat()).stream()
                                    .map(LoopCell::traffic)
                                    .reduce(Traffic.NONE, Traffic::plus));
        }
        seats.giveBack(child.seat());
    }
}
