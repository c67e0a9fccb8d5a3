package dev.serval.otel;

import dev.serval.control.config.TraceConfig;
import dev.serval.control.log.EventLog;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who takes the spans. What it does not take is lost, and counted; the log has one line when that
 * begins and one when it is over. On the thread that sends.
 */
final class Collector {

    /** The standard's name for it, so that no secret need stand in a file or on a command line. */
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Held, for the level of a logger that nobody holds is forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final String endpoint;
    private final Map<String, String> fields;
    private @Nullable SpanExporter exporter;
    private long lost;
    private boolean failing;

    private Collector(String endpoint, Map<String, String> fields) {
        this.endpoint = endpoint;
        this.fields = fields;
    }

    static Collector of(TraceConfig config, Map<String, String> environment) {
        // It would write each failure to the application's own log.
        LIBRARY.setLevel(Level.OFF);
        return new Collector(
                config.endpoint(), CollectorFields.parse(environment.getOrDefault(HEADERS, "")));
    }

    /** Made when first asked for: the JDK's client loads all of TLS, which takes 0.3 s. */
    private SpanExporter exporter() {
        SpanExporter made = exporter;
        if (made == null) {
            OtlpHttpSpanExporterBuilder builder =
                    OtlpHttpSpanExporter.builder()
                            .setEndpoint(endpoint + "/v1/traces")
                            .setConnectTimeout(TIMEOUT)
                            .setTimeout(TIMEOUT)
                            .setRetryPolicy(null)
                            .setServiceClassLoader(Collector.class.getClassLoader());
            fields.forEach(builder::addHeader);
            made = builder.build();
            exporter = made;
        }
        return made;
    }

    /** Waits until they are taken or lost. */
    void take(Collection<SpanData> spans) {
        CompletableResultCode result;
        try {
            result = exporter().export(spans);
        } catch (RuntimeException e) {
            // Whatever it is, the thread goes on, and the next spans may have more luck.
            failed(spans.size(), e.getClass().getSimpleName());
            return;
        }
        result.join(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (!result.isSuccess()) {
            failed(spans.size(), reason(result.getFailureThrowable()));
        } else if (failing) {
            failing = false;
            EventLog.line(
                    "spans are sent to %s again; %d are lost so far".formatted(endpoint, lost));
        }
    }

    private void failed(int spans, String why) {
        lost += spans;
        if (!failing) {
            failing = true;
            EventLog.line(
                    "spans cannot be sent to %s (%s) and are lost until they can"
                            .formatted(endpoint, why));
        }
    }

    /** The library has a cause for all but an answer that is a refusal. */
    private static String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return "no answer in time";
        }
        Throwable cause = failure.getCause();
        if (cause == null) {
            return "it refuses them";
        }
        while (true) {
            Throwable further = cause.getCause();
            if (cause instanceof ConnectException) {
                return "no connection";
            }
            if (cause instanceof HttpTimeoutException) {
                return "no answer in time";
            }
            if (further == null) {
                return cause.getClass().getSimpleName();
            }
            cause = further;
        }
    }
}
