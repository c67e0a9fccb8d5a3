package dev.serval.master.server;

import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Counters;
import dev.serval.control.board.Traffic;
import dev.serval.control.config.SpoolConfig;
import dev.serval.control.link.Role;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.ChildProcesses.Child;
import dev.serval.master.spool.Depths;
import dev.serval.master.stats.ProgramTotals;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.ServerView.CoreRow;
import dev.serval.master.stats.ServerView.MuleRow;
import dev.serval.master.stats.ServerView.RouterRow;
import dev.serval.master.stats.ServerView.SpoolRow;
import dev.serval.master.stats.ServerView.SpoolerRow;
import dev.serval.master.stats.ServerView.WorkerRow;
import dev.serval.master.stats.Timeline;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.Fleet;
import dev.serval.master.supervise.SlotView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fleet into what statistics show and what an operator waits for. Told after every event
 * on the master's thread; {@link #view} is asked on any.
 */
final class Publication {

    private static final long PERIOD_NANOS = 1_000_000_000;

    private final Installation installation;
    private final Generations generations;
    private final Tally tally;
    private final ChildProcesses processes;
    private final Milestones milestones;
    private final Timeline timeline = new Timeline();
    private final Depths depths = new Depths();
    private Map<Integer, Counters> programs = Map.of();
    private List<Child> beside = List.of();
    private long updated;
    private @Nullable Runnable serving;
    private volatile @Nullable ServerView view;

    /**
     * @param serving run once, when the first request can be served
     * @param milestones told how many workers there are
     */
    Publication(
            Installation installation,
            Generations generations,
            Tally tally,
            ChildProcesses processes,
            Runnable serving,
            Milestones milestones) {
        this.milestones = milestones;
        this.installation = installation;
        this.generations = generations;
        this.tally = tally;
        this.processes = processes;
        this.serving = serving;
    }

    /** The newest view. */
    ServerView view() {
        return Objects.requireNonNull(view, "nothing is published before the first event");
    }

    /** Shown from the next update on. */
    void happened(String what) {
        timeline.add(what);
    }

    /** Nothing has happened to the fleet: what else is shown may be a second old. */
    void refresh(Fleet fleet) {
        if (System.nanoTime() - updated >= PERIOD_NANOS) {
            update(fleet);
        }
    }

    void update(Fleet fleet) {
        List<WorkerRow> rows = new ArrayList<>();
        List<RouterRow> routers = new ArrayList<>();
        boolean routed = true;
        begin(fleet);
        for (SlotView slot : fleet.view()) {
            switch (slot.id().role()) {
                case ROUTER -> {
                    routed &= slot.ready();
                    routers.add(router(slot));
                }
                case WORKER -> rows.add(row(slot));
                case SPOOLER, MULE -> {}
            }
        }
        boolean served = routed && rows.stream().allMatch(WorkerRow::ready);
        addCheap(rows);
        Reports told = tally.reports();
        view =
                new ServerView(
                        Identities.of(installation, fleet.generation(), generations.sockets()),
                        rows,
                        routers,
                        routed(),
                        new ServerView.Health(serving == null || served, routed && wanted(fleet)),
                        timeline.events(),
                        told.application(),
                        told.upstreams(),
                        of(fleet, Role.SPOOLER, this::spooler),
                        spools(),
                        new ServerView.Times(told.tasks().all(), told.crontab().rows()),
                        told.hub().caches(),
                        of(fleet, Role.MULE, this::mule));
        milestones.workers(fleet.roster().size(), fleet.workers());
        if (serving != null && served) {
            serving.run();
            serving = null;
        }
    }

    private void begin(Fleet fleet) {
        updated = System.nanoTime();
        programs = ProgramTotals.of(tally.reports().upstreams());
        beside = beside(fleet.view());
    }

    /** Workers that are down because nobody came are woken by whoever comes. */
    private boolean wanted(Fleet fleet) {
        boolean someone = !fleet.roster().isEmpty() || fleet.workers() == 0;
        return someone && !milestones.isStopping();
    }

    /** Those that may be started once there is more to do are shown too. */
    private void addCheap(List<WorkerRow> rows) {
        int most = generations.current().plan().scaling().most();
        for (int number = 1; number <= most; number++) {
            int free = number;
            if (rows.stream().noneMatch(row -> row.id() == free)) {
                rows.add(row(new SlotView(new ChildId(Role.WORKER, free), 0, 0, false, 0)));
            }
        }
        rows.sort(Comparator.comparingInt(WorkerRow::id));
    }

    private List<SpoolRow> spools() {
        List<SpoolConfig.Queue> queues = generations.current().plan().spools().queues();
        depths.watch(queues, generations.current().plan().spools().drivers());
        return queues.stream()
                .map(queue -> new SpoolRow(queue.name(), queue.place(), depths.of(queue)))
                .toList();
    }

    private SpoolerRow spooler(SlotView slot) {
        int number = slot.id().slot();
        SpoolConfig config = generations.current().plan().spools();
        // A slot that is on its way out may have lost its queue.
        SpoolConfig.Queue queue =
                number <= config.spoolers()
                        ? config.queueOf(number)
                        : new SpoolConfig.Queue("", "", "");
        Optional<Child> child = processes.find(slot.pid());
        CoreCell cell = child.map(c -> cells(c).getFirst()).orElse(null);
        return new SpoolerRow(
                number,
                queue.name(),
                queue.place(),
                slot.pid(),
                slot.ready(),
                child.map(c -> c.since().getEpochSecond()).orElse(0L),
                slot.spawns(),
                slot.generation(),
                new CoreRow(cell, others(slot.id(), 0, tally.spooledBefore(number))));
    }

    private static <R> List<R> of(Fleet fleet, Role role, Function<SlotView, R> row) {
        return fleet.view().stream().filter(slot -> slot.id().role() == role).map(row).toList();
    }

    private MuleRow mule(SlotView slot) {
        List<String> classes = generations.current().plan().mules().classes();
        int number = slot.id().slot();
        return new MuleRow(
                number,
                number <= classes.size() ? classes.get(number - 1) : "",
                slot.pid(),
                slot.ready(),
                processes.find(slot.pid()).map(c -> c.since().getEpochSecond()).orElse(0L),
                slot.spawns(),
                slot.generation());
    }

    private RouterRow router(SlotView slot) {
        Optional<Child> child = processes.find(slot.pid());
        return new RouterRow(
                slot.id().slot(),
                slot.pid(),
                slot.ready(),
                child.map(c -> c.since().getEpochSecond()).orElse(0L),
                slot.spawns(),
                child.map(c -> seats(c).loops(c.seat())).orElse(List.of()));
    }

    private WorkerRow row(SlotView slot) {
        int number = slot.id().slot();
        Optional<Child> child = processes.find(slot.pid());
        return new WorkerRow(
                number,
                slot.pid(),
                slot.ready(),
                child.map(c -> c.since().getEpochSecond()).orElse(0L),
                slot.spawns(),
                slot.generation(),
                generations.current().plan().program().isPresent()
                        ? List.of(new CoreRow(null, programs.getOrDefault(number, Counters.NONE)))
                        : cores(number, child));
    }

    private List<CoreRow> cores(int number, Optional<Child> child) {
        List<CoreCell> cells = child.map(this::cells).orElse(List.of());
        ChildId id = new ChildId(Role.WORKER, number);
        List<CoreRow> cores = new ArrayList<>();
        for (int core = 0; core < generations.current().plan().rules().cores(); core++) {
            cores.add(
                    new CoreRow(
                            core < cells.size() ? cells.get(core) : null,
                            others(id, core, tally.before(number, core))));
        }
        return cores;
    }

    /**
     * Processes that no slot shows: they drain, or are not in place yet. The tally has nothing of
     * theirs before they are reaped, and what they have done must not be missing meanwhile.
     */
    private List<Child> beside(List<SlotView> slots) {
        Set<Long> shown = slots.stream().map(SlotView::pid).collect(Collectors.toSet());
        return processes.all().stream().filter(child -> !shown.contains(child.pid())).toList();
    }

    /** On one core of a slot, by all processes but the one that is shown. */
    private Counters others(ChildId id, int core, Counters gone) {
        return beside.stream()
                .filter(child -> child.id().equals(id))
                .map(this::cells)
                .filter(cells -> core < cells.size())
                .map(cells -> cells.get(core).counters())
                .reduce(gone, Counters::plus);
    }

    /** By all routers but those that are shown. */
    private Traffic routed() {
        return beside.stream()
                .filter(child -> child.id().role() == Role.ROUTER)
                .flatMap(child -> seats(child).loops(child.seat()).stream())
                .map(loop -> loop.traffic().past())
                .reduce(tally.routed(), Traffic::plus);
    }

    private List<CoreCell> cells(Child child) {
        return seats(child).cells(child.seat());
    }

    private Seats seats(Child child) {
        return generations.get(child.generation()).seats();
    }
}
