package dev.serval.master.command;

import dev.serval.control.board.Heap;
import dev.serval.control.board.Vitals;
import dev.serval.master.stats.Memory;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.ServerView.WorkerRow;

/** {@code serval memory}: what each process takes, a line each, in megabytes. */
final class MemoryText {

    private static final int MEGA_BITS = 20;
    private static final String ROW = "%-9s %8s %7s %7s %12s %10s %8s %8s %12s%n";

    private MemoryText() {}

    static String of(ServerView view) {
        StringBuilder out = new StringBuilder();
        out.append(
                ROW.formatted(
                        "process",
                        "pid",
                        "rss",
                        "pss",
                        "heap",
                        "metaspace",
                        "direct",
                        "threads",
                        "collections"));
        out.append(plain("master", view.identity().pid()));
        view.routers().forEach(row -> out.append(plain("router " + row.id(), row.pid())));
        view.workers().stream()
                .filter(row -> row.pid() != 0)
                .forEach(row -> out.append(worker(row)));
        return out.toString();
    }

    private static String plain(String name, long pid) {
        return ROW.formatted(
                name,
                pid,
                mega(Memory.rssBytes(pid)),
                mega(Memory.pssBytes(pid)),
                "-",
                "-",
                "-",
                Memory.threads(pid),
                "-");
    }

    private static String worker(WorkerRow row) {
        Heap heap = row.heap();
        Vitals vitals = row.vitals();
        boolean told = vitals.metaspaceBytes() > 0;
        return ROW.formatted(
                "worker " + row.id(),
                row.pid(),
                mega(Memory.rssBytes(row.pid())),
                mega(Memory.pssBytes(row.pid())),
                mega(heap.usedBytes()) + "/" + mega(heap.maxBytes()),
                told ? mega(vitals.metaspaceBytes()) : "-",
                told ? mega(vitals.directBytes()) : "-",
                Memory.threads(row.pid()),
                told ? vitals.collections() + " " + vitals.collectingMicros() / 1000 + "ms" : "-");
    }

    private static String mega(long bytes) {
        return (bytes >> MEGA_BITS) + "M";
    }
}
