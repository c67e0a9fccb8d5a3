package dev.serval.master.server;

import dev.serval.control.config.WorkerConfig.HttpLimits;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AdmissionOptions;
import dev.serval.control.table.LimitOptions;
import dev.serval.control.table.TimeoutOptions;
import java.util.List;

/** Limits for clients that speak HTTP straight to a worker. */
final class HttpSocketPlan {

    private HttpSocketPlan() {}

    /**
     * @param ports of the listeners, in order
     */
    static HttpLimits of(OptionValues values, List<String> ports) {
        return new HttpLimits(
                Math.toIntExact(values.get(LimitOptions.MAX_REQUEST_LINE)),
                Math.toIntExact(values.get(LimitOptions.MAX_HEADERS_SIZE)),
                values.get(LimitOptions.MAX_HEADERS),
                values.get(TimeoutOptions.HTTP_HEADERS_TIMEOUT),
                values.get(TimeoutOptions.HTTP_KEEPALIVE),
                values.get(AdmissionOptions.MAX_CONNECTIONS),
                values.get(AdmissionOptions.MAX_PER_ADDRESS),
                values.get(AdmissionOptions.KEEPALIVE_REQUESTS),
                ports,
                values.all(AdmissionOptions.TRUSTED_PROXY),
                values.all(AdmissionOptions.ALLOWED_HOST));
    }
}
