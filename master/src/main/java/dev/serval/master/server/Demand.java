package dev.serval.master.server;

import dev.serval.control.board.CoreCell;
import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.log.EventLog;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.ChildProcesses.Child;
import dev.serval.master.scale.Cheaper;
import dev.serval.master.scale.CheaperRules;
import dev.serval.master.scale.Idleness;
import dev.serval.master.scale.Load;
import dev.serval.master.socket.Pending;
import dev.serval.master.stats.ListenQueue;
import dev.serval.master.stats.Memory;
import dev.serval.master.supervise.Fleet;
import dev.serval.master.supervise.FleetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at how much there is to do, and asks for more workers or fewer. On the master's thread but
 * for {@link #waiting}.
 */
final class Demand {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Map<Long, Integer> waiting = new ConcurrentHashMap<>();
    private final BusyMeter busy = new BusyMeter();
    private Instant next = Instant.MIN;
    private @Nullable Cheaper cheaper;
    private @Nullable Idleness idleness;

    /** So many requests wait in this router. Any thread. */
    void waiting(long router, int requests) {
        waiting.put(router, requests);
    }

    /** What the fleet is to be told; at most one event. */
    Optional<FleetEvent> look(Fleet fleet, Generations generations, ChildProcesses processes) {
        Scaling scaling = generations.current().plan().scaling();
        Instant now = Instant.now();
        waiting.keySet().removeIf(pid -> processes.find(pid).isEmpty());
        if (fleet.reloading()) {
            return Optional.empty();
        }
        Optional<FleetEvent> move = idle(scaling, fleet, generations, processes, now);
        if (move.isPresent() || now.isBefore(next)) {
            return move;
        }
        next = now.plus(PERIOD);
        return scaling.cheaper()
                .filter(_ -> fleet.workers() > 0)
                .flatMap(rules -> resize(rules, load(fleet, generations, processes, now)));
    }

    private Optional<FleetEvent> resize(CheaperRules rules, Load load) {
        Cheaper decides = cheaper;
        if (decides == null || !decides.rules().equals(rules)) {
            decides = new Cheaper(rules);
            cheaper = decides;
        }
        int wanted = decides.wanted(load);
        return wanted == load.wanted()
                ? Optional.empty()
                : Optional.of(
                        new FleetEvent.Resize(
                                wanted,
                                "%.0f of %d cores busy, %d waiting"
                                        .formatted(
                                                load.busy(),
                                                load.ready() * load.cores(),
                                                load.waiting())));
    }

    private Load load(Fleet fleet, Generations generations, ChildProcesses processes, Instant now) {
        List<Member> roster = fleet.roster();
        List<Child> children =
                roster.stream().flatMap(m -> processes.find(m.pid()).stream()).toList();
        double cores = 0;
        long rss = 0;
        for (Child child : children) {
            cores += busy.since(child.pid(), cells(child, generations), now);
            rss += Memory.rssBytes(child.pid());
        }
        busy.retain(children.stream().map(Child::pid).toList());
        return new Load(
                fleet.workers(),
                roster.size(),
                generations.current().plan().rules().cores(),
                cores,
                waiting() + queued(generations),
                rss);
    }

    private Optional<FleetEvent> idle(
            Scaling scaling,
            Fleet fleet,
            Generations generations,
            ChildProcesses processes,
            Instant now) {
        if (scaling.idle().isZero()) {
            idleness = null;
            return Optional.empty();
        }
        Idleness watch = idleness;
        if (watch == null || !watch.after().equals(scaling.idle())) {
            watch = new Idleness(scaling.idle(), now);
            idleness = watch;
        }
        return switch (watch.look(sight(fleet, generations, processes), now)) {
            case STAY -> Optional.empty();
            case WAKE ->
                    Optional.of(new FleetEvent.Resize(scaling.initial(), "somebody is waiting"));
            case SLEEP -> Optional.of(sleep(scaling));
        };
    }

    private FleetEvent sleep(Scaling scaling) {
        String why = "no request for %d s".formatted(scaling.idle().toSeconds());
        if (!scaling.dieOnIdle()) {
            return new FleetEvent.Resize(0, why);
        }
        idleness = null; // said once
        EventLog.line(why + ": the server ends");
        return new FleetEvent.StopAsked();
    }

    private Idleness.Sight sight(Fleet fleet, Generations generations, ChildProcesses processes) {
        List<CoreCell> cells =
                processes.all().stream()
                        .filter(child -> child.id().role() == Role.WORKER)
                        .flatMap(child -> cells(child, generations).stream())
                        .toList();
        boolean asleep = fleet.workers() == 0;
        boolean starting = fleet.roster().size() < fleet.workers();
        boolean pending = asleep && Pending.any(generations.sockets().ofClientsOfWorkers());
        return new Idleness.Sight(
                asleep,
                cells.stream().mapToLong(CoreCell::requests).sum(),
                starting || cells.stream().anyMatch(cell -> cell.busySince() != 0),
                pending || waiting() > 0);
    }

    private int waiting() {
        return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int queued(Generations generations) {
        Sockets sockets = generations.sockets();
        return Stream.of(sockets.ofRouter(), sockets.ofClientsOfWorkers())
                .flatMap(List::stream)
                .mapToInt(s -> ListenQueue.of(s.descriptor().intValue(), s.unix()).length())
                .sum();
    }

    private static List<CoreCell> cells(Child child, Generations generations) {
        return generations.get(child.generation()).seats().cells(child.seat());
    }
}
