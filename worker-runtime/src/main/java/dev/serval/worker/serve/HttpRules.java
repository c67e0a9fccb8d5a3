package dev.serval.worker.serve;

import dev.serval.control.config.Networks;
import dev.serval.control.config.WorkerConfig;
import dev.serval.http.ClientClock;
import dev.serval.http.HostNames;
import dev.serval.http.HttpLimits;
import dev.serval.http.Turnstile;
import dev.serval.worker.call.Service;
import java.time.Duration;

/**
 * What clients that speak HTTP to a worker go by.
 *
 * @param limits how much of a request is taken
 * @param patience how long a client may take
 * @param silence how long it may take nothing of an answer that is on its way
 * @param proxies those whose word on their clients counts
 * @param turnstile counts connections
 * @param keepaliveRequests requests on one connection; 0 for no limit
 * @param tracing whether the worker makes spans, so that a trace begins with one
 */
public record HttpRules(
        HttpLimits limits,
        ClientClock.Patience patience,
        Duration silence,
        Networks proxies,
        Turnstile turnstile,
        int keepaliveRequests,
        boolean tracing) {

    /** An application may take as long as it wants to; bodies and answers have their own clock. */
    private static final Duration NO_LIMIT = Duration.ofDays(3650);

    /**
     * From what a worker is told.
     *
     * @param limits of any request, however it comes
     * @param traced whether spans of requests are wanted
     */
    public static HttpRules of(
            WorkerConfig.HttpLimits http, Service.Limits limits, boolean traced) {
        return new HttpRules(
                new HttpLimits(
                        http.maxRequestLineBytes(),
                        http.maxHeaderBytes(),
                        http.maxHeaders(),
                        limits.limitPost(),
                        new HostNames(http.allowedHosts())),
                new ClientClock.Patience(http.headers(), http.idle(), NO_LIMIT),
                limits.silence(),
                Networks.of(http.trustedProxies()),
                new Turnstile(http.maxConnections(), http.maxPerAddress()),
                http.keepaliveRequests(),
                traced);
    }
}
