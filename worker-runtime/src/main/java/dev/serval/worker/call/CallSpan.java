package dev.serval.worker.call;

import dev.serval.control.trace.RequestFacts;
import dev.serval.control.trace.Span;
import dev.serval.control.trace.Tracing;
import dev.serval.http.RequestIds;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.answer.Speech;
import org.jspecify.annotations.Nullable;

/** What a call does, as a span; on the call's thread. */
final class CallSpan {

    private static final long PID = ProcessHandle.current().pid();

    private final Span span;
    private final Vars vars;
    private String fault = "";

    private CallSpan(Span span, Vars vars) {
        this.span = span;
        this.vars = vars;
    }

    /** Begins one where spans are made; a traceparent that is none is as none. */
    static @Nullable CallSpan begin(@Nullable Tracing tracing, Vars vars, Speech speech) {
        if (tracing == null) {
            return null;
        }
        String parent = text(vars, VarsRequest.TRACEPARENT);
        boolean routers = speech == Speech.UWSGI && vars.get(Wire.FILES) != null;
        Span span =
                tracing.begin(
                        routers ? Tracing.Caller.ROUTER : Tracing.Caller.CLIENT,
                        text(vars, "REQUEST_METHOD"),
                        RequestIds.isTraceparent(parent) ? parent : null);
        return new CallSpan(span, vars);
    }

    /** For spans of the application's own. */
    String traceparent() {
        return span.traceparent();
    }

    /** The application has thrown this. */
    void threw(Throwable what) {
        fault = what.getClass().getName();
    }

    void end(int core, int status, boolean whole) {
        if (!span.sampled()) {
            return;
        }
        String uri = text(vars, "REQUEST_URI");
        span.end(
                new RequestFacts(
                        uri.isEmpty() ? text(vars, "PATH_INFO") : uri,
                        text(vars, "SERVER_NAME"),
                        text(vars, "SERVER_PROTOCOL"),
                        status,
                        whole,
                        fault,
                        new RequestFacts.Server(PID, core)));
    }

    private static String text(Vars vars, String name) {
        String value = vars.get(name);
        return value == null ? "" : value;
    }
}
