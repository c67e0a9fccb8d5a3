package dev.serval.master.command;

import dev.serval.master.stats.Memory;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.ServerView.WorkerRow;
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
