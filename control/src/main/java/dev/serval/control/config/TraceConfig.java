package dev.serval.control.config;

/**
 * Where spans of requests go.
 *
 * @param endpoint of OTLP over HTTP, without {@code /v1/traces}; empty for no spans
 * @param service the name this server has there
 * @param ratio how many of the traces that begin here are sampled, 0 to 1
 */
public record TraceConfig(String endpoint, String service, double ratio) {

    /** No spans. */
    public static TraceConfig none() {
        return new TraceConfig("", "", 0);
    }

    /** Whether there are any. */
    public boolean traces() {
        return !endpoint.isEmpty();
    }

    Settings addTo(Settings to) {
        return to.put("otlp", endpoint)
                .put("otlp-service", service)
                .put("otlp-sample", Double.toString(ratio));
    }

    static TraceConfig of(Settings s) {
        return new TraceConfig(
                s.text("otlp"), s.text("otlp-service"), Double.parseDouble(s.text("otlp-sample")));
    }
}
