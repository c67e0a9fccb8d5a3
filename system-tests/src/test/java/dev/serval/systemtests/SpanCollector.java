package dev.serval.systemtests;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** A collector of OpenTelemetry: takes spans over HTTP and keeps them. */
final class SpanCollector implements AutoCloseable {

    private static final int OK = 200;

    /**
     * A span as it was sent, ids in hexadecimal digits.
     *
     * @param scope the part of the program that made it
     * @param parent empty for none
     */
    record Told(
            String service,
            String scope,
            String trace,
            String id,
            String parent,
            String name,
            Span.SpanKind kind,
            boolean error,
            Map<String, String> facts) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Told> spans = new CopyOnWriteArrayList<>();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private volatile int status = OK;

    SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers with this, and keeps nothing unless that is 200. */
    void answer(int code) {
        status = code;
    }

    /** All spans so far. */
    List<Told> spans() {
        return List.copyOf(spans);
    }

    /** What its callers have said to be let in. */
    Set<String> authorizations() {
        return Set.copyOf(authorizations);
    }

    /** Waits for the span that this process's scope has made in this trace. */
    Told await(String scope, String trace) {
        return Awaitility.await("%s of %s in %s".formatted(scope, trace, spans))
                .atMost(Started.PATIENCE)
                .until(
                        () ->
                                spans.stream()
                                        .filter(s -> s.scope.equals("dev.serval." + scope))
                                        .filter(s -> s.trace.equals(trace))
                                        .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorizations.add(
                    String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
            ExportTraceServiceRequest request =
                    ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            if (status == OK) {
                request.getResourceSpansList().forEach(this::keep);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void keep(ResourceSpans all) {
        String service =
                facts(all.getResource().getAttributesList()).getOrDefault("service.name", "");
        all.getScopeSpansList()
                .forEach(part ->
                        part.getSpansList()
                                .forEach(s ->
                                        spans.add(told(service, part.getScope().getName(), s))));
    }

    private static Told told(String service, String scope, Span span) {
        return new Told(
                service,
                scope,
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                span.getKind(),
                span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
                facts(span.getAttributesList()));
    }

    private static Map<String, String> facts(List<KeyValue> attributes) {
        Map<String, String> facts = new TreeMap<>();
        for (KeyValue each : attributes) {
            facts.put(
                    each.getKey(),
                    each.getValue().hasIntValue()
                            ? Long.toString(each.getValue().getIntValue())
                            : each.getValue().getStringValue());
        }
        return facts;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
