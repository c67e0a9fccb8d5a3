package dev.serval.otel;

import dev.serval.control.config.TraceConfig;
import dev.serval.control.link.Role;
import dev.serval.control.trace.Tracing;
import dev.serval.control.trace.TracingProvider;

/** What {@link Tracing#of} finds. */
public final class OtlpTracingProvider implements TracingProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public OtlpTracingProvider() {}

    @Override
    public Tracing open(TraceConfig config, Role role) {
        return OtlpTracing.open(config, role, System.getenv());
    }
}
