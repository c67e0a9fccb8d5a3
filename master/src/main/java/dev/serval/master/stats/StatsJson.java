package dev.serval.master.stats;

import dev.serval.control.board.Counters;
import dev.serval.control.board.Heap;
import dev.serval.control.board.Latencies;
import dev.serval.control.board.Statuses;
import dev.serval.control.board.Traffic;
import dev.serval.control.board.Vitals;
import dev.serval.control.measure.Reading;
import dev.serval.control.measure.Series;
import dev.serval.master.stats.ServerView.CoreRow;
import dev.serval.master.stats.ServerView.Identity;
import dev.serval.master.stats.ServerView.SocketRow;
import dev.serval.master.stats.ServerView.WorkerRow;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The view as JSON, with uWSGI's names and units: micro is microseconds, {@code last_spawn} is
 * seconds since 1970, {@code tx} is bytes.
 */
public final class StatsJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final JsonGenerator json;
    private final Detail detail;

    private StatsJson(JsonGenerator json, Detail detail) {
        this.json = json;
        this.detail = detail;
    }

    /** How much is told. */
    public enum Detail {
        /** What uWSGI tells, and a little more. */
        PLAIN,
        /** Whole histograms too. */
        HISTOGRAMS,
        /** Also what runs now, by its path: for the server's own user. */
        PATHS
    }

    /** One document, UTF-8. */
    public static byte[] of(ServerView view, Detail detail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            StatsJson page = new StatsJson(json, detail);
            json.writeStartObject();
            page.server(view.identity());
            json.writeArrayPropertyStart("workers");
            for (WorkerRow worker : view.workers()) {
                page.worker(worker);
            }
            json.writeEndArray();
            page.router(view.traffic());
            page.upstreams(UpstreamRow.of(view.upstreams()));
            SpoolsJson.write(json, view);
            TimesJson.write(json, view.times());
            SharedJson.write(json, view.caches());
            MulesJson.write(json, view.mules());
            page.events(view.events());
            json.writeArrayPropertyStart("application");
            view.application().all().forEach(page::measured);
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void server(Identity identity) {
        List<ListenQueue> queues = identity.sockets().stream().map(ListenQueue::of).toList();
        json.writeStringProperty("version", identity.version());
        json.writeNumberProperty(
                "listen_queue", queues.stream().mapToInt(ListenQueue::length).sum());
        json.writeNumberProperty("listen_queue_errors", 0);
        json.writeNumberProperty("signal_queue", 0);
        json.writeNumberProperty(
                "load", queues.stream().mapToInt(ListenQueue::length).max().orElse(0));
        json.writeNumberProperty("pid", identity.pid());
        json.writeNumberProperty("uid", identity.uid());
        json.writeNumberProperty("gid", identity.gid());
        json.writeStringProperty("cwd", identity.cwd());
        json.writeNumberProperty("generation", identity.generation());
        json.writeArrayPropertyStart("locks");
        json.writeEndArray();
        json.writeArrayPropertyStart("sockets");
        for (int i = 0; i < queues.size(); i++) {
            socket(identity.sockets().get(i), queues.get(i));
        }
        json.writeEndArray();
    }

    private void socket(SocketRow socket, ListenQueue queue) {
        json.writeStartObject();
        json.writeStringProperty("name", socket.name());
        json.writeStringProperty("proto", socket.proto());
        json.writeNumberProperty("queue", queue.length());
        json.writeNumberProperty("max_queue", queue.max());
        json.writeNumberProperty("shared", 0);
        json.writeNumberProperty("can_offload", 0);
        json.writeEndObject();
    }

    private void worker(WorkerRow row) {
        Counters total = row.total();
        long own = row.cores().stream().mapToLong(CoreRow::ownRequests).sum();
        json.writeStartObject();
        json.writeNumberProperty("id", row.id());
        json.writeNumberProperty("pid", row.pid());
        json.writeNumberProperty("accepting", row.ready() ? 1 : 0);
        json.writeNumberProperty("requests", total.requests());
        json.writeNumberProperty("delta_requests", own);
        json.writeNumberProperty("exceptions", total.exceptions());
        json.writeNumberProperty("harakiri_count", total.harakiris());
        json.writeNumberProperty("access_log_lost", total.lostLines());
        json.writeNumberProperty("websockets", row.sockets());
        json.writeNumberProperty("generation", row.generation());
        statuses(total.statuses());
        latency(total.latencies());
        heap(row.heap());
        vitals(row.vitals());
        json.writeNumberProperty("signals", 0);
        json.writeNumberProperty("signal_queue", 0);
        json.writeStringProperty("status", status(row));
        json.writeNumberProperty("rss", Memory.rssBytes(row.pid()));
        json.writeNumberProperty("pss", Memory.pssBytes(row.pid()));
        json.writeNumberProperty("threads", Memory.threads(row.pid()));
        json.writeNumberProperty("vsz", Memory.vszBytes(row.pid()));
        json.writeNumberProperty("running_time", total.runningMicros());
        json.writeNumberProperty("last_spawn", row.lastSpawn());
        json.writeNumberProperty("respawn_count", row.respawns());
        json.writeNumberProperty("tx", total.sentBytes());
        json.writeNumberProperty(
                "avg_rt", total.requests() == 0 ? 0 : total.runningMicros() / total.requests());
        json.writeArrayPropertyStart("apps");
        json.writeEndArray();
        json.writeArrayPropertyStart("cores");
        for (int core = 0; core < row.cores().size(); core++) {
            core(core, row.cores().get(core));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Not one of uWSGI's: all routers together. */
    private void router(Traffic traffic) {
        Traffic.Requests requests = traffic.requests();
        json.writeObjectPropertyStart("router");
        json.writeNumberProperty("connections", traffic.open());
        json.writeNumberProperty("accepted", traffic.accepted());
        json.writeNumberProperty("websockets", traffic.sockets());
        json.writeNumberProperty("waiting", traffic.waiting());
        json.writeNumberProperty("requests", requests.count());
        json.writeNumberProperty("aborted", requests.aborted());
        json.writeNumberProperty("access_log_lost", traffic.lostLines());
        json.writeNumberProperty("rx", requests.receivedBytes());
        json.writeNumberProperty("tx", requests.sentBytes());
        json.writeNumberProperty("running_time", requests.tookMicros());
        json.writeNumberProperty("waiting_time", requests.waitedMicros());
        statuses(requests.statuses());
        latency(requests.latencies());
        json.writeEndObject();
    }

    private void upstreams(List<UpstreamRow> rows) {
        json.writeArrayPropertyStart("upstreams");
        for (UpstreamRow row : rows) {
            json.writeStartObject();
            json.writeStringProperty("pool", row.pool());
            json.writeStringProperty("backend", row.backend());
            json.writeNumberProperty("out", row.out() ? 1 : 0);
            json.writeNumberProperty("busy", row.busy());
            json.writeNumberProperty("answers", row.answers());
            json.writeNumberProperty("failures", row.failures());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void events(List<Timeline.Event> events) {
        json.writeArrayPropertyStart("events");
        for (Timeline.Event event : events) {
            json.writeStartObject();
            json.writeNumberProperty("id", event.id());
            json.writeNumberProperty("at", event.at());
            json.writeStringProperty("what", event.what());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Not one of uWSGI's: what the application counts itself. */
    private void measured(Series series, Reading reading) {
        json.writeStartObject();
        json.writeStringProperty("name", series.name());
        json.writeStringProperty("kind", series.kind().word());
        json.writeObjectPropertyStart("labels");
        for (int i = 0; i < series.labels().size(); i += 2) {
            json.writeStringProperty(series.labels().get(i), series.labels().get(i + 1));
        }
        json.writeEndObject();
        switch (reading) {
            case Reading.Count(long total) -> json.writeNumberProperty("value", total);
            case Reading.Level(double now) -> json.writeNumberProperty("value", now);
            case Reading.Times(long micros, Latencies latencies) -> {
                json.writeNumberProperty("count", latencies.count());
                json.writeNumberProperty("running_time", micros);
                latency(latencies);
            }
        }
        json.writeEndObject();
    }

    private void statuses(Statuses statuses) {
        json.writeObjectPropertyStart("statuses");
        json.writeNumberProperty("2xx", statuses.ok());
        json.writeNumberProperty("3xx", statuses.redirects());
        json.writeNumberProperty("4xx", statuses.clientErrors());
        json.writeNumberProperty("5xx", statuses.serverErrors());
        json.writeEndObject();
    }

    private void latency(Latencies latencies) {
        json.writeObjectPropertyStart("latency");
        json.writeNumberProperty("p50", latencies.percentile(0.5));
        json.writeNumberProperty("p90", latencies.percentile(0.9));
        json.writeNumberProperty("p99", latencies.percentile(0.99));
        json.writeNumberProperty("max", latencies.percentile(1));
        if (detail != Detail.PLAIN) {
            json.writeObjectPropertyStart("buckets");
            latencies
                    .buckets()
                    .forEach((at, n) -> json.writeNumberProperty(Integer.toString(at), n));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void heap(Heap heap) {
        json.writeObjectPropertyStart("heap");
        json.writeNumberProperty("used", heap.usedBytes());
        json.writeNumberProperty("committed", heap.committedBytes());
        json.writeNumberProperty("max", heap.maxBytes());
        json.writeEndObject();
    }

    private void vitals(Vitals vitals) {
        json.writeObjectPropertyStart("gc");
        json.writeNumberProperty("count", vitals.collections());
        json.writeNumberProperty("time", vitals.collectingMicros());
        json.writeEndObject();
        json.writeNumberProperty("metaspace", vitals.metaspaceBytes());
        json.writeNumberProperty("direct", vitals.directBytes());
    }

    private static String status(WorkerRow row) {
        if (row.pid() == 0) {
            return "cheap";
        }
        return row.busy() > 0 ? "busy" : "idle";
    }

    private void core(int id, CoreRow core) {
        Counters total = core.total();
        long busySince = core.busySince();
        json.writeStartObject();
        json.writeNumberProperty("id", id);
        json.writeNumberProperty("requests", total.requests());
        json.writeNumberProperty("static_requests", 0);
        json.writeNumberProperty("routed_requests", 0);
        json.writeNumberProperty("offloaded_requests", 0);
        json.writeNumberProperty("write_errors", total.writeErrors());
        json.writeNumberProperty("read_errors", total.readErrors());
        json.writeNumberProperty("in_request", busySince == 0 ? 0 : 1);
        json.writeArrayPropertyStart("vars");
        json.writeEndArray();
        json.writeObjectPropertyStart("req_info");
        if (busySince != 0) {
            json.writeNumberProperty("request_start", busySince / MICROS_PER_SECOND);
            if (detail == Detail.PATHS) {
                json.writeNumberProperty("request_start_micros", busySince);
                json.writeStringProperty("request", core.label());
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
