package dev.serval.router.exchange;

import dev.serval.http.HttpLimits;
import dev.serval.router.upstream.Upstream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What all connections of one event loop go by.
 *
 * @param upstream where requests go
 * @param limits how much of a request is taken
 * @param modifier1 the modifier of each packet
 * @param patience how long clients and backends may take
 * @param draining whether the router is about to end
 */
public record Rules(
        Upstream upstream,
        HttpLimits limits,
        int modifier1,
        Patience patience,
        BooleanSupplier draining) {

    /**
     * @param headers from a request's first byte to its head's last
     * @param idle a kept connection between requests; zero: connections are not kept
     * @param exchange silence in the middle of a request or an answer
     */
    public record Patience(Duration headers, Duration idle, Duration exchange) {}
}
