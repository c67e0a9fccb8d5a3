package dev.serval.master.top;

import dev.serval.control.board.Latencies;
import dev.serval.master.top.Snapshot.Running;
import dev.serval.master.top.Snapshot.Spool;
import dev.serval.master.top.Snapshot.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Two moments of a server as lines of text: what is there, and what has happened between. Pure. */
final class Screen {

    private static final double MICROS = 1e6;
    private static final long MICROS_PER_MILLI = 1000;
    private static final long SLOW_MICROS = 1_000_000;
    private static final int MEGA_BITS = 20;
    private static final int MOST_SLOW = 5;
    private static final String ROW = "%3s %7s %-8s %9s %7s %9s %10s %6s %7s %10s %7s %6s %5s";

    /**
     * @param rate requests a second
     * @param p99 in microseconds, of the time between; 0 if there was no request
     * @param collecting microseconds in garbage collections, of the time between
     */
    record Row(Worker now, double rate, long p99, long collecting) {}

    private final Snapshot before;
    private final Snapshot now;

    /**
     * @param before the same as {@code now} if there is none: rates are 0 then
     */
    Screen(Snapshot before, Snapshot now) {
        this.before = before;
        this.now = now;
    }

    /**
     * @param width columns; what is longer is cut
     * @param height lines, 0 for as many as there are
     */
    List<String> lines(int width, int height, Sort sort) {
        List<String> lines = new ArrayList<>();
        lines.add(head());
        lines.add("");
        lines.add(
                ROW.formatted(
                        "W", "PID", "STATE", "REQ/S", "BUSY", "P99", "HEAP", "GC", "RSS", "REQS",
                        "AGE", "SPAWNS", "GEN"));
        rows().stream().sorted(sort.order()).map(this::line).forEach(lines::add);
        spools().forEach(lines::add);
        slow().forEach(lines::add);
        if (height > 0 && lines.size() > height - 1) {
            lines = new ArrayList<>(lines.subList(0, Math.max(1, height - 1)));
        }
        if (height > 0) {
            lines.add(
                    "q quit  s sort (%s)  d drain  t threads  + - workers  r reload"
                            .formatted(sort.word()));
        }
        return lines.stream().map(line -> cut(line, width)).toList();
    }

    private String head() {
        Latencies recent = now.router().latencies().since(before.router().latencies());
        long requests = now.router().requests() - before.router().requests();
        long errors = now.router().errors() - before.router().errors();
        return "serval %s  pid %d  gen %d  rps %s  p50 %s  p99 %s  5xx %s  waiting %d  open %d"
                .formatted(
                        now.version(),
                        now.pid(),
                        now.generation(),
                        rate(requests),
                        millis(recent.percentile(0.5)),
                        millis(recent.percentile(0.99)),
                        share(errors, requests),
                        now.router().waiting(),
                        now.router().open());
    }

    private List<Row> rows() {
        return now.workers().stream()
                .map(worker -> {
                    Worker old =
                            before.workers().stream()
                                    .filter(w -> w.id() == worker.id())
                                    .findFirst()
                                    .orElse(worker);
                    double rate = (worker.requests() - old.requests()) / seconds();
                    long p99 = worker.latencies().since(old.latencies()).percentile(0.99);
                    long collecting = Math.max(0, worker.collecting() - old.collecting());
                    return new Row(worker, rate, p99, collecting);
                })
                .toList();
    }

    private String line(Row row) {
        Worker worker = row.now();
        return ROW.formatted(
                worker.id(),
                worker.pid() == 0 ? "-" : worker.pid(),
                state(worker),
                String.format(Locale.ROOT, "%.0f", row.rate()),
                worker.busy() + "/" + worker.cores().size(),
                millis(row.p99()),
                mega(worker.heap()) + "/" + mega(worker.heapMax()) + "M",
                collecting(row),
                mega(worker.rss()) + "M",
                worker.requests(),
                age(worker),
                worker.spawns(),
                worker.generation());
    }

    /** How much of the time went into garbage collections. */
    private String collecting(Row row) {
        return row.now().collecting() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f%%", row.collecting() / MICROS / seconds() * 100);
    }

    private static String state(Worker worker) {
        if (worker.pid() == 0) {
            return worker.status();
        }
        return worker.ready() ? worker.status() : "starting";
    }

    /** Requests that have run for a second or more, the longest first. */
    private List<String> slow() {
        List<String> lines = new ArrayList<>();
        record Slow(long worker, Running running) {}
        now.workers().stream()
                .flatMap(w -> w.cores().stream().map(core -> new Slow(w.id(), core)))
                .filter(s -> s.running.since() > 0)
                .filter(s -> now.takenMicros() - s.running.since() >= SLOW_MICROS)
                .sorted(Comparator.comparingLong(s -> s.running.since()))
                .limit(MOST_SLOW)
                .forEach(s ->
                        lines.add(
                                "slow now:  worker %d  %.1f s  %s"
                                        .formatted(
                                                s.worker,
                                                (now.takenMicros() - s.running.since()) / MICROS,
                                                printable(s.running.request()))));
        if (!lines.isEmpty()) {
            lines.addFirst("");
        }
        return lines;
    }

    /** A line for each queue of jobs. */
    private List<String> spools() {
        List<String> lines = new ArrayList<>();
        for (Spool spool : now.spools()) {
            long tasks =
                    before.spools().stream()
                            .filter(old -> old.name().equals(spool.name()))
                            .mapToLong(Spool::tasks)
                            .findFirst()
                            .orElse(spool.tasks());
            lines.add(
                    "spool %s  ready %d  delayed %d  running %d  dead %d  jobs/s %s"
                            .formatted(
                                    spool.name(),
                                    spool.ready(),
                                    spool.delayed(),
                                    spool.running(),
                                    spool.dead(),
                                    rate(Math.max(0, spool.tasks() - tasks))));
        }
        if (!lines.isEmpty()) {
            lines.addFirst("");
        }
        return lines;
    }

    private double seconds() {
        return Math.max(1, now.takenMicros() - before.takenMicros()) / MICROS;
    }

    private String rate(long count) {
        return String.format(Locale.ROOT, "%.0f", count / seconds());
    }

    private static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%.2f %%", whole == 0 ? 0 : 100.0 * part / whole);
    }

    private static String millis(long micros) {
        if (micros == 0) {
            return "-";
        }
        return micros < 10 * MICROS_PER_MILLI
                ? String.format(Locale.ROOT, "%.1f ms", micros / (double) MICROS_PER_MILLI)
                : micros / MICROS_PER_MILLI + " ms";
    }

    private static long mega(long bytes) {
        return bytes >> MEGA_BITS;
    }

    private String age(Worker worker) {
        if (worker.since() == 0) {
            return "-";
        }
        Duration age = Duration.ofSeconds(now.takenMicros() / 1_000_000 - worker.since());
        if (age.toDays() > 0) {
            return "%dd%02dh".formatted(age.toDays(), age.toHoursPart());
        }
        return age.toHours() > 0
                ? "%dh%02dm".formatted(age.toHours(), age.toMinutesPart())
                : "%dm%02ds".formatted(age.toMinutes(), age.toSecondsPart());
    }

    /** A path is a client's: it writes nothing but itself on a terminal. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.chars().forEach(c -> clean.append(c < ' ' || c > '~' ? '?' : (char) c));
        return clean.toString();
    }

    private static String cut(String line, int width) {
        return width > 0 && line.length() > width ? line.substring(0, width) : line;
    }
}
