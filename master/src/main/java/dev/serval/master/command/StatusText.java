package dev.serval.master.command;

import dev.serval.master.stats.Memory;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.ServerView.MuleRow;
import dev.serval.master.stats.ServerView.SpoolRow;
import dev.serval.master.stats.ServerView.SpoolerRow;
import dev.serval.master.stats.ServerView.WorkerRow;
import dev.serval.spool.SpoolView;
import java.time.Duration;
import java.time.Instant;

/** {@code serval status}: the server and its workers, a line each. */
final class StatusText {

    private StatusText() {}

    static String of(ServerView view) {
        StringBuilder out = new StringBuilder();
        out.append(
                "serval %s, pid %d, generation %d, in %s%n"
                        .formatted(
                                view.identity().version(),
                                view.identity().pid(),
                                view.identity().generation(),
                                view.identity().cwd()));
        view.identity()
                .sockets()
                .forEach(s -> out.append("%-6s %s%n".formatted(s.proto(), s.name())));
        out.append(
                "%-6s %-8s %-9s %10s %6s %8s %9s%n"
                        .formatted("worker", "pid", "state", "requests", "busy", "rss", "age"));
        view.workers().forEach(row -> out.append(line(row)));
        if (!view.spoolers().isEmpty()) {
            spools(view, out);
        }
        view.mules().forEach(row -> out.append(line(row)));
        return out.toString();
    }

    private static String line(WorkerRow row) {
        String state = row.pid() == 0 ? "down" : row.ready() ? "ready" : "starting";
        return "%-6d %-8d %-9s %10d %6s %6dM %9s%n"
                .formatted(
                        row.id(),
                        row.pid(),
                        state,
                        row.total().requests(),
                        row.busy() + "/" + row.cores().size(),
                        Memory.rssBytes(row.pid()) >> 20,
                        age(row.lastSpawn()));
    }

    private static String line(MuleRow row) {
        String state = row.pid() == 0 ? "down" : row.ready() ? "ready" : "starting";
        return "mule %d (%s) pid %d, %s, %s%n"
                .formatted(row.id(), row.type(), row.pid(), state, age(row.lastSpawn()));
    }

    /** Numbers of spoolers stand in the second column: words of the first are no worker's. */
    private static void spools(ServerView view, StringBuilder out) {
        out.append(
                "%-15s %-8s %-9s %10s %6s %9s%n"
                        .formatted("spooler", "pid", "state", "jobs", "busy", "age"));
        for (SpoolerRow row : view.spoolers()) {
            String state = row.pid() == 0 ? "down" : row.ready() ? "ready" : "starting";
            out.append(
                    "%-15s %-8d %-9s %10d %6s %9s%n"
                            .formatted(
                                    row.spool() + "/" + row.id(),
                                    row.pid(),
                                    state,
                                    row.core().total().requests(),
                                    row.core().busySince() == 0 ? 0 : 1,
                                    age(row.lastSpawn())));
        }
        for (SpoolRow row : view.spools()) {
            SpoolView.Depth depth = row.depth();
            out.append(
                    "spool %s: ready %d, delayed %d, running %d, dead %d%n"
                            .formatted(
                                    row.name(),
                                    depth.ready(),
                                    depth.delayed(),
                                    depth.running(),
                                    depth.dead()));
        }
    }

    private static String age(long since) {
        if (since == 0) {
            return "-";
        }
        Duration age = Duration.between(Instant.ofEpochSecond(since), Instant.now());
        return age.toHours() > 0
                ? "%dh%02dm".formatted(age.toHours(), age.toMinutesPart())
                : "%dm%02ds".formatted(age.toMinutes(), age.toSecondsPart());
    }
}
