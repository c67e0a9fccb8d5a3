package dev.serval.master.stats;

import dev.serval.control.board.Counters;
import dev.serval.control.board.Traffic;
import dev.serval.master.stats.ServerView.SocketRow;
import dev.serval.master.stats.ServerView.SpoolRow;
import dev.serval.master.stats.ServerView.SpoolerRow;
import dev.serval.master.stats.ServerView.WorkerRow;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ToLongFunction;

/** The view as Prometheus reads it: seconds and bytes, names that begin with {@code serval_}. */
final class MetricsPage {

    private static final double MICROS = 1e6;
    private static final double MILLIS = 1e3;
    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    /** What a worker has done. */
    private record Done(Labels worker, Counters total) {}

    private final ServerView view;
    private final Metrics metrics = new Metrics();

    /** Added up once: each takes a look at every core's histogram. */
    private final List<Done> done;

    private MetricsPage(ServerView view) {
        this.view = view;
        this.done = view.workers().stream().map(row -> new Done(of(row), row.total())).toList();
    }

    /**
     * @param accept what the reader takes: OpenMetrics if it says so, else the older text
     */
    static Page of(ServerView view, String accept) {
        MetricsPage page = new MetricsPage(view);
        page.server();
        page.workers();
        page.router();
        page.upstreams();
        page.spools();
        new AppMetrics(page.metrics).add(view.application().all());
        ExpositionFormatWriter writer = FORMATS.findWriter(accept);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, page.metrics.all());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return new Page(200, writer.getContentType(), out.toByteArray());
    }

    private void server() {
        metrics.gauge("serval_generation", "What new processes are started from")
                .add(Labels.EMPTY, view.identity().generation());
        Metrics.Gauge queue = metrics.gauge("serval_listen_queue", "Connections not accepted yet");
        for (SocketRow socket : view.identity().sockets()) {
            if (!socket.unix()) {
                queue.add(Labels.of("socket", socket.name()), ListenQueue.of(socket).length());
            }
        }
    }

    private void workers() {
        gauge("serval_worker_up", "Whether a worker serves", row -> row.ready() ? 1 : 0);
        gauge("serval_worker_cores", "Requests it can run at once", row -> row.cores().size());
        gauge("serval_worker_busy_cores", "Requests it runs", WorkerRow::busy);
        gauge("serval_worker_websockets", "Open WebSockets", WorkerRow::sockets);
        memory();
        collections();
        counter("serval_worker_spawns", "Processes started", WorkerRow::respawns);
        total("serval_worker_requests", "Requests", Counters::requests);
        total("serval_worker_exceptions", "Requests that threw", Counters::exceptions);
        total(
                "serval_worker_harakiris",
                "Requests that ran past their deadline",
                Counters::harakiris);
        total(
                "serval_worker_access_log_lost_lines",
                "Lines of the access log that were not written",
                Counters::lostLines);
        total("serval_worker_sent_bytes", "Bytes of answers", Counters::sentBytes);
        Metrics.Counter answers =
                metrics.counter("serval_worker_responses", "Answers by their status");
        Metrics.Histogram times =
                metrics.histogram(
                        "serval_worker_request_duration_seconds", "How long requests ran");
        for (Done each : done) {
            answers.add(each.worker, each.total.statuses());
            times.add(each.worker, each.total.latencies(), each.total.runningMicros() / MICROS);
        }
    }

    private void memory() {
        gauge(
                "serval_worker_resident_memory_bytes",
                "Resident memory",
                row -> Memory.rssBytes(row.pid()));
        gauge("serval_worker_heap_used_bytes", "Heap in use", row -> row.heap().usedBytes());
        gauge("serval_worker_heap_max_bytes", "Heap at most", row -> row.heap().maxBytes());
        gauge(
                "serval_worker_proportional_memory_bytes",
                "Memory, what is shared parted among those that share it",
                row -> Memory.pssBytes(row.pid()));
        gauge("serval_worker_threads", "Threads", row -> Memory.threads(row.pid()));
        gauge(
                "serval_worker_metaspace_bytes",
                "What classes take",
                row -> row.vitals().metaspaceBytes());
        gauge(
                "serval_worker_direct_memory_bytes",
                "Buffers outside the heap",
                row -> row.vitals().directBytes());
    }

    /** Of the processes that run: they begin anew with each. */
    private void collections() {
        Metrics.Counter count =
                metrics.counter("serval_worker_gc_collections", "Garbage collections");
        Metrics.Counter seconds =
                metrics.counter("serval_worker_gc_seconds", "Time in garbage collections");
        for (WorkerRow row : view.workers()) {
            count.add(of(row), row.vitals().collections());
            seconds.add(of(row), row.vitals().collectingMicros() / MICROS);
        }
    }

    private void router() {
        Traffic traffic = view.traffic();
        Traffic.Requests requests = traffic.requests();
        gauge("serval_router_connections", "Open connections", traffic.open());
        gauge("serval_router_websockets", "Open WebSockets", traffic.sockets());
        gauge("serval_router_waiting_requests", "Requests without a backend", traffic.waiting());
        counter("serval_router_accepted_connections", "Connections", traffic.accepted());
        counter("serval_router_requests", "Requests", requests.count());
        counter("serval_router_aborted_requests", "Without a whole answer", requests.aborted());
        counter(
                "serval_router_access_log_lost_lines",
                "Lines of the access log that were not written",
                traffic.lostLines());
        counter("serval_router_received_bytes", "Bytes of bodies", requests.receivedBytes());
        counter("serval_router_sent_bytes", "Bytes of answers' bodies", requests.sentBytes());
        metrics.counter("serval_router_waiting_seconds", "Waited for a backend")
                .add(Labels.EMPTY, requests.waitedMicros() / MICROS);
        metrics.counter("serval_router_responses", "Answers by their status")
                .add(Labels.EMPTY, requests.statuses());
        metrics.histogram(
                        "serval_router_request_duration_seconds",
                        "From a request's head to the end of its answer")
                .add(Labels.EMPTY, requests.latencies(), requests.tookMicros() / MICROS);
    }

    private void upstreams() {
        List<UpstreamRow> rows = UpstreamRow.of(view.upstreams());
        if (rows.isEmpty()) {
            return;
        }
        Metrics.Gauge busy = metrics.gauge("serval_upstream_busy", "Requests it has");
        Metrics.Gauge out = metrics.gauge("serval_upstream_out", "Whether it is left alone");
        Metrics.Counter answers = metrics.counter("serval_upstream_answers", "Answers");
        Metrics.Counter failures = metrics.counter("serval_upstream_failures", "Failed requests");
        for (UpstreamRow row : rows) {
            Labels labels = Labels.of("pool", row.pool(), "backend", row.backend());
            busy.add(labels, row.busy());
            out.add(labels, row.out() ? 1 : 0);
            answers.add(labels, row.answers());
            failures.add(labels, row.failures());
        }
    }

    private void spools() {
        if (view.spools().isEmpty()) {
            return;
        }
        Metrics.Gauge jobs = metrics.gauge("serval_spool_jobs", "Jobs by where they are");
        Metrics.Gauge oldest =
                metrics.gauge(
                        "serval_spool_oldest_due_timestamp_seconds",
                        "Since when the oldest job that is due waits; 0 if none is");
        for (SpoolRow row : view.spools()) {
            Labels labels = Labels.of("spool", row.name());
            jobs.add(labels.add("place", "ready"), row.depth().ready());
            jobs.add(labels.add("place", "delayed"), row.depth().delayed());
            jobs.add(labels.add("place", "running"), row.depth().running());
            jobs.add(labels.add("place", "dead"), row.depth().dead());
            oldest.add(labels, row.depth().oldest() / MILLIS);
        }
        Metrics.Gauge up = metrics.gauge("serval_spooler_up", "Whether a spooler does jobs");
        Metrics.Counter done = metrics.counter("serval_spooler_jobs", "Attempts at jobs");
        Metrics.Counter failed =
                metrics.counter("serval_spooler_exceptions", "Attempts that failed");
        Metrics.Counter harakiris =
                metrics.counter("serval_spooler_harakiris", "Jobs that ran past their deadline");
        Metrics.Histogram times =
                metrics.histogram("serval_spooler_job_duration_seconds", "How long jobs ran");
        for (SpoolerRow row : view.spoolers()) {
            Labels labels = Labels.of("spooler", Integer.toString(row.id()), "spool", row.spool());
            Counters total = row.core().total();
            up.add(labels, row.ready() ? 1 : 0);
            done.add(labels, total.requests());
            failed.add(labels, total.exceptions());
            harakiris.add(labels, total.harakiris());
            times.add(labels, total.latencies(), total.runningMicros() / MICROS);
        }
    }

    private void gauge(String name, String help, long value) {
        metrics.gauge(name, help).add(Labels.EMPTY, value);
    }

    private void counter(String name, String help, long value) {
        metrics.counter(name, help).add(Labels.EMPTY, value);
    }

    private void gauge(String name, String help, ToLongFunction<WorkerRow> value) {
        Metrics.Gauge gauge = metrics.gauge(name, help);
        view.workers().forEach(row -> gauge.add(of(row), value.applyAsLong(row)));
    }

    private void counter(String name, String help, ToLongFunction<WorkerRow> value) {
        Metrics.Counter counter = metrics.counter(name, help);
        view.workers().forEach(row -> counter.add(of(row), value.applyAsLong(row)));
    }

    private void total(String name, String help, ToLongFunction<Counters> value) {
        Metrics.Counter counter = metrics.counter(name, help);
        done.forEach(each -> counter.add(each.worker, value.applyAsLong(each.total)));
    }

    private static Labels of(WorkerRow row) {
        return Labels.of("worker", Integer.toString(row.id()));
    }
}
