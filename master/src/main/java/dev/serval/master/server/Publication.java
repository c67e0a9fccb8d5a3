package dev.serval.master.server;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.log.EventLog;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.ServerView.WorkerRow;
import dev.serval.master.supervise.Fleet;
import dev.serval.master.supervise.FleetRules;
import dev.serval.master.supervise.SlotView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fleet into what statistics show and what an operator waits for. Told after every event
 * on the master's thread; {@link #view} is asked on any.
 */
final class Publication implements Consumer<Fleet> {

    private record Spawned(long pid, long requestsBefore) {}

    private final FleetRules rules;
    private final Scoreboard board;
    private final Map<Integer, Spawned> spawned = new HashMap<>();
    private ServerView.@Nullable Identity identity;
    private @Nullable ChildProcesses processes;
    private @Nullable String announcement;
    private volatile @Nullable ServerView view;

    Publication(FleetRules rules, Scoreboard board) {
        this.rules = rules;
        this.board = board;
    }

    /** To be called before any other. */
    void begin(ServerView.Identity about, ChildProcesses children) {
        identity = about;
        processes = children;
        view = new ServerView(about, List.of(), board);
    }

    /** Logs this line once, when the first request can be served. */
    void announce(String line) {
        announcement = line;
    }

    /** The newest view. */
    ServerView view() {
        return Objects.requireNonNull(view, "nothing is published before begin()");
    }

    @Override
    public void accept(Fleet fleet) {
        List<WorkerRow> rows = new ArrayList<>();
        boolean routed = true;
        for (SlotView slot : fleet.view()) {
            switch (slot.id().role()) {
                case ROUTER -> routed &= slot.ready();
                case WORKER -> rows.add(row(slot));
            }
        }
        view = new ServerView(Objects.requireNonNull(identity), rows, board);
        boolean served = rules.workers() == 0 || rows.stream().allMatch(WorkerRow::ready);
        if (announcement != null && routed && served) {
            EventLog.line(announcement);
            announcement = null;
        }
    }

    private WorkerRow row(SlotView slot) {
        int number = slot.id().slot();
        Spawned last =
                spawned.merge(
                        number,
                        new Spawned(slot.pid(), 0),
                        (old, now) -> old.pid == now.pid || now.pid == 0 ? old : again(slot));
        long since =
                Objects.requireNonNull(processes)
                        .since(slot.id())
                        .map(Instant::getEpochSecond)
                        .orElse(0L);
        return new WorkerRow(
                number, slot.pid(), slot.ready(), since, slot.spawns(), last.requestsBefore);
    }

    private Spawned again(SlotView slot) {
        long requests = 0;
        for (int core = 0; core < rules.cores(); core++) {
            requests += board.cell(slot.id().slot(), core).requests();
        }
        return new Spawned(slot.pid(), requests);
    }
}
