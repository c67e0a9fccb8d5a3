package dev.serval.control.trace;

import dev.serval.control.config.TraceConfig;
import dev.serval.control.link.Role;
import java.time.Duration;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Makes spans and sends them away. Any thread; nothing but {@link #end} waits for anybody. */
public interface Tracing {

    /**
     * A request begins.
     *
     * @param caller who asks
     * @param method as the client wrote it
     * @param parent a traceparent that is well-formed; null for a trace that begins here
     */
    Span begin(Caller caller, String method, @Nullable String parent);

    /** Sends what is left, but waits no longer than this. */
    void end(Duration patience);

    /** Who asks for something. */
    enum Caller {
        /** Somebody else: the span is a server's. */
        CLIENT,
        /** A router of ours, whose span is the server's already. */
        ROUTER
    }

    /**
     * What this process is to trace with; null for not at all.
     *
     * @throws IllegalStateException if what sends spans is not on the class path
     */
    static @Nullable Tracing of(TraceConfig config, Role role) {
        if (!config.traces()) {
            return null;
        }
        return ServiceLoader.load(TracingProvider.class, Tracing.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing here can send spans"))
                .open(config, role);
    }
}
