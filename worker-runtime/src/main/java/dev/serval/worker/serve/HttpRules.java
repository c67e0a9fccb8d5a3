package dev.serval.worker.serve;

import dev.serval.control.config.Networks;
import dev.serval.http.ClientClock;
import dev.serval.http.HttpLimits;
import dev.serval.http.Turnstile;
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
        boolean tracing) {}
