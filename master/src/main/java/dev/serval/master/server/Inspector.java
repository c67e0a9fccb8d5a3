package dev.serval.master.server;

import dev.serval.control.board.CoreCell;
import dev.serval.control.link.Role;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.ChildProcesses.Child;
import dev.serval.master.stats.Memory;
import dev.serval.master.supervise.Fleet;
import dev.serval.master.supervise.FleetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the children from outside, by their scoreboard, by /proc and by their beats: who is
 * stuck, worn or silent. Needs no answer from them, so one that is stopped is seen too. On the
 * master's thread.
 */
final class Inspector {

    private static final Duration MEMORY_PERIOD = Duration.ofSeconds(1);

    /** Ten looks that were not taken: we are late ourselves. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<Long, Double> jitters = new HashMap<>();
    private final Beats beats;
    private Instant nextMemoryLook = Instant.MIN;
    private @Nullable Instant lastLook;

    Inspector(Beats beats) {
        this.beats = beats;
    }

    /** What is to be told to the fleet. */
    List<FleetEvent> look(Fleet fleet, Generations generations, ChildProcesses processes) {
        Instant now = Instant.now();
        excuse(now);
        boolean memory = !now.isBefore(nextMemoryLook);
        nextMemoryLook = memory ? now.plus(MEMORY_PERIOD) : nextMemoryLook;
        List<FleetEvent> seen = new ArrayList<>();
        processes.all().forEach(child -> silent(child, generations, now, seen));
        List<Child> workers =
                processes.all().stream().filter(c -> c.id().role() != Role.ROUTER).toList();
        jitters.keySet().removeIf(pid -> workers.stream().noneMatch(c -> c.pid() == pid));
        for (Child worker : workers) {
            Generation generation = generations.get(worker.generation());
            List<CoreCell> cells = generation.seats().cells(worker.seat());
            stuck(worker, cells, generation.plan(), now, seen);
            if (memory && worker.id().role() == Role.WORKER) {
                worn(worker, cells, generation.plan().wear(), now, seen);
            }
        }
        return seen;
    }

    /** Whoever was stopped itself has heard nothing, and must not call others silent for it. */
    private void excuse(Instant now) {
        Duration since = lastLook == null ? Duration.ZERO : Duration.between(lastLook, now);
        if (since.compareTo(LATE) > 0) {
            beats.excuse(since, now);
        }
        lastLook = now;
    }

    private void silent(Child child, Generations generations, Instant now, List<FleetEvent> seen) {
        Duration limit = generations.get(child.generation()).plan().silence();
        Duration silence = beats.silence(child.pid(), now);
        if (!limit.isZero() && silence.compareTo(limit) > 0) {
            String why = "has shown no sign of life for %d s".formatted(silence.toSeconds());
            seen.add(new FleetEvent.Evil(child.id(), child.pid(), why));
        }
    }

    private static void stuck(
            Child worker,
            List<CoreCell> cells,
            ServerPlan plan,
            Instant now,
            List<FleetEvent> seen) {
        long limit = micros(now.minus(plan.harakiriGrace()));
        int busy = 0;
        int stuck = 0;
        for (CoreCell cell : cells) {
            long deadline = cell.deadline();
            busy += cell.busySince() == 0 ? 0 : 1;
            stuck += deadline != 0 && deadline < limit ? 1 : 0;
        }
        if (stuck == 0) {
            return;
        }
        seen.add(
                new FleetEvent.Unfit(
                        worker.id(),
                        worker.pid(),
                        "has %d stuck request%s".formatted(stuck, stuck == 1 ? "" : "s")));
        if (stuck == busy) {
            seen.add(new FleetEvent.Hopeless(worker.id(), worker.pid()));
        }
    }

    private void worn(
            Child worker,
            List<CoreCell> cells,
            WearLimits limits,
            Instant now,
            List<FleetEvent> seen) {
        double jitter = jitters.computeIfAbsent(worker.pid(), _ -> random.nextDouble());
        Memory.Size size = Memory.size(worker.pid());
        WearLimits.Wear wear =
                new WearLimits.Wear(
                        cells.stream().mapToLong(CoreCell::requests).sum(),
                        Duration.between(worker.since(), now),
                        size.rss(),
                        size.vsz());
        Optional<String> why = limits.exceeded(wear, jitter);
        why.ifPresent(w -> seen.add(new FleetEvent.Worn(worker.id(), worker.pid(), w)));
        limits.evil(wear)
                .ifPresent(w -> seen.add(new FleetEvent.Evil(worker.id(), worker.pid(), w)));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }
}
