package dev.serval.otel;

import dev.serval.control.config.TraceConfig;
import dev.serval.control.link.Role;
import dev.serval.control.trace.Span;
import dev.serval.control.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans of one process. */
final class OtlpTracing implements Tracing {

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<Long> PID = AttributeKey.longKey("process.pid");

    /** A path may be as long as a request line, and many spans wait at once. */
    private static final int MAX_ATTRIBUTE_CHARS = 1024;

    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;

    private final Tracer tracer;
    private final SpanQueue queue;

    private OtlpTracing(Tracer tracer, SpanQueue queue) {
        this.tracer = tracer;
        this.queue = queue;
    }

    /**
     * @param environment for what is nobody's to see on a command line
     */
    static OtlpTracing open(TraceConfig config, Role role, Map<String, String> environment) {
        SpanQueue queue = SpanQueue.to(Collector.of(config, environment));
        Attributes process =
                Attributes.of(SERVICE, config.service(), PID, ProcessHandle.current().pid());
        Tracer tracer =
                SdkTracerProvider.builder()
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio())))
                        .setResource(Resource.getDefault().merge(Resource.create(process)))
                        .setSpanLimits(
                                SpanLimits.builder()
                                        .setMaxAttributeValueLength(MAX_ATTRIBUTE_CHARS)
                                        .build())
                        .addSpanProcessor(queue)
                        .build()
                        .get("dev.serval." + role.word());
        return new OtlpTracing(tracer, queue);
    }

    @Override
    public Span begin(Caller caller, String method, @Nullable String parent) {
        String name = RequestSpan.name(method);
        SpanBuilder builder =
                switch (caller) {
                    case CLIENT -> tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER);
                    case ROUTER ->
                            tracer.spanBuilder("worker " + name).setSpanKind(SpanKind.INTERNAL);
                };
        if (parent == null) {
            builder.setNoParent();
        } else {
            builder.setParent(Context.root().with(remote(parent)));
        }
        return new RequestSpan(builder.startSpan(), method);
    }

    private static io.opentelemetry.api.trace.Span remote(String parent) {
        return io.opentelemetry.api.trace.Span.wrap(
                SpanContext.createFromRemoteParent(
                        parent.substring(TRACE_AT, TRACE_AT + 32),
                        parent.substring(SPAN_AT, SPAN_AT + 16),
                        TraceFlags.fromHex(parent, FLAGS_AT),
                        TraceState.getDefault()));
    }

    @Override
    public void end(Duration patience) {
        queue.end(patience);
    }
}
