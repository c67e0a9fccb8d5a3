package dev.serval.otel;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.serval.control.trace.RequestFacts;
import dev.serval.control.trace.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Set;

/**
 * A request as a span, with the names that OpenTelemetry's semantic conventions have for HTTP
 * servers (1.38). No query, header field or body becomes a part of it.
 */
final class RequestSpan implements Span {

    /** The methods a span may be named for: a client may write any other. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final AttributeKey<String> METHOD = stringKey("http.request.method");
    private static final AttributeKey<String> PATH = stringKey("url.path");
    private static final AttributeKey<String> HOST = stringKey("server.address");
    private static final AttributeKey<String> VERSION = stringKey("network.protocol.version");
    private static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
    private static final AttributeKey<Long> WORKER = longKey("serval.worker.pid");
    private static final AttributeKey<Long> CORE = longKey("serval.worker.core");
    private static final AttributeKey<String> ERROR = stringKey("error.type");

    private static final int SERVER_ERRORS = 500;
    private static final String SLASHES = "://";

    private final io.opentelemetry.api.trace.Span span;
    private final String method;

    RequestSpan(io.opentelemetry.api.trace.Span span, String method) {
        this.span = span;
        this.method = method;
    }

    /** What such a span is called. */
    static String name(String method) {
        return METHODS.contains(method) ? method : "HTTP";
    }

    @Override
    public String traceparent() {
        SpanContext here = span.getSpanContext();
        return "00-"
                + here.getTraceId()
                + "-"
                + here.getSpanId()
                + "-"
                + here.getTraceFlags().asHex();
    }

    @Override
    public boolean sampled() {
        return span.isRecording();
    }

    @Override
    public void end(RequestFacts facts) {
        span.setAttribute(METHOD, METHODS.contains(method) ? method : "_OTHER");
        span.setAttribute(PATH, path(facts.target()));
        if (!facts.host().isEmpty()) {
            span.setAttribute(HOST, facts.host());
        }
        String version = version(facts.protocol());
        if (!version.isEmpty()) {
            span.setAttribute(VERSION, version);
        }
        if (facts.status() != 0) {
            span.setAttribute(STATUS, facts.status());
        }
        if (facts.server().pid() != 0) {
            span.setAttribute(WORKER, facts.server().pid());
        }
        if (facts.server().core() >= 0) {
            span.setAttribute(CORE, facts.server().core());
        }
        String error = error(facts);
        if (!error.isEmpty()) {
            span.setAttribute(ERROR, error);
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** What went wrong; empty for nothing. */
    private static String error(RequestFacts facts) {
        if (!facts.fault().isEmpty()) {
            return facts.fault();
        }
        if (!facts.whole()) {
            return "broken";
        }
        return facts.status() >= SERVER_ERRORS ? Integer.toString(facts.status()) : "";
    }

    /** The path of a target: neither the query nor the authority of the absolute form. */
    static String path(String target) {
        int end = target.indexOf('?');
        String plain = end < 0 ? target : target.substring(0, end);
        int scheme = plain.indexOf(SLASHES);
        if (plain.startsWith("/") || scheme < 0) {
            return plain;
        }
        int slash = plain.indexOf('/', scheme + SLASHES.length());
        return slash < 0 ? "/" : plain.substring(slash);
    }

    /** {@code 1.1} of HTTP/1.1, {@code 2} of HTTP/2.0; empty for what is none of these. */
    static String version(String protocol) {
        return switch (protocol) {
            case "HTTP/1.0" -> "1.0";
            case "HTTP/1.1" -> "1.1";
            case "HTTP/2.0", "HTTP/2" -> "2";
            case "HTTP/3.0", "HTTP/3" -> "3";
            default -> "";
        };
    }
}
