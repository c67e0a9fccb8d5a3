package dev.serval.control.config;

import dev.serval.control.board.Scoreboard;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a worker needs to know.
 *
 * @param app the application
 * @param board the scoreboard's shape
 * @param cores requests that run at once, 1 and up
 * @param bufferSize the largest variable block taken, in bytes, up to 65535
 * @param maxVars variables in one packet
 * @param limitPost the largest request body in bytes, else 413; 0 for no limit
 * @param socketTimeout silence of a client in the middle of a packet, body or answer
 * @param harakiri the longest one request may run
 * @param wear when the worker itself asks to be replaced
 * @param catchExceptions whether clients are shown what the application threw
 * @param vitals whether its JVM is asked for collections and memory each second
 * @param numbersLines whether lines of the application begin with the worker's number
 * @param sockets limits for WebSockets
 * @param spools where jobs are kept
 * @param mules what they run
 * @param shared what there is for all processes
 * @param traces where spans of requests go
 * @param http limits for clients that speak HTTP straight to a worker ({@code --http-socket})
 * @param access what is written down of requests that come straight to a worker
 * @param sources folders of the application's source text, for whoever develops it; empty where
 *     nobody does
 */
public record WorkerConfig(
        AppConfig app,
        Scoreboard.Shape board,
        int cores,
        int bufferSize,
        int maxVars,
        long limitPost,
        Duration socketTimeout,
        Harakiri harakiri,
        Wear wear,
        boolean catchExceptions,
        boolean vitals,
        boolean numbersLines,
        Sockets sockets,
        SpoolConfig spools,
        MuleConfig mules,
        SharedConfig shared,
        TraceConfig traces,
        HttpLimits http,
        AccessConfig access,
        List<String> sources) {

    /**
     * @param max open at once
     * @param maxMessageBytes the largest message taken
     * @param ping silence after which a client is asked whether it is there; zero for never
     * @param tolerance how long its answer may take
     * @param origins whose pages may open one beside our own, for {@link Origins}
     */
    public record Sockets(
            int max, int maxMessageBytes, Duration ping, Duration tolerance, List<String> origins) {

        private static Sockets of(Settings s) {
            return new Sockets(
                    s.integer("sockets"),
                    s.integer("sockets-max-size"),
                    s.duration("sockets-ping"),
                    s.duration("sockets-tolerance"),
                    s.list("sockets-origins"));
        }
    }

    /**
     * @param heapBytes what is left on the heap after a collection; 0 for no limit
     * @param metaspaceBytes what its classes take; 0 for no limit
     * @param onException whether an exception of the application's is reason enough
     */
    public record Wear(long heapBytes, long metaspaceBytes, boolean onException) {

        private static Wear of(Settings s) {
            return new Wear(
                    s.number("wear-heap"),
                    s.number("wear-metaspace"),
                    s.integer("wear-exception") == 1);
        }
    }

    /**
     * @param after how long a request may run; zero for no limit
     * @param routes other limits for some paths, as they are written
     * @param grace how long it may take to end once it was interrupted
     * @param verbose whether the stacks of all threads are logged with it
     */
    public record Harakiri(Duration after, List<String> routes, Duration grace, boolean verbose) {}

    /**
     * @param maxRequestLineBytes the longest request line, else 414
     * @param maxHeaderBytes all header fields together, else 431
     * @param maxHeaders header fields in one request, else 431
     * @param headers from a request's first byte to its last header byte, else 408
     * @param idle a kept connection between two requests
     * @param maxConnections clients connected at once, else 503
     * @param maxPerAddress the same for one address; 0 for no limit
     * @param keepaliveRequests requests on one connection; 0 for no limit
     * @param ports the port of each {@code http-socket} listener, in the order of the descriptors
     * @param trustedProxies networks whose word on their clients counts, for {@link Networks}
     * @param allowedHosts the hosts that are served, else 421; none for any
     */
    public record HttpLimits(
            int maxRequestLineBytes,
            int maxHeaderBytes,
            int maxHeaders,
            Duration headers,
            Duration idle,
            int maxConnections,
            int maxPerAddress,
            int keepaliveRequests,
            List<String> ports,
            List<String> trustedProxies,
            List<String> allowedHosts) {}

    /** The flat form. */
    public Map<String, String> toSettings() {
        Settings parts = traces.addTo(Settings.empty());
        return shared.addTo(mules.addTo(spools.addTo(app.addTo(access.addTo(parts)))))
                .put("board-seats", board.seats())
                .put("board-cells", board.cells())
                .put("cores", cores)
                .put("sources", sources)
                .put("buffer-size", bufferSize)
                .put("max-vars", maxVars)
                .put("limit-post", limitPost)
                .put("socket-timeout", socketTimeout)
                .put("harakiri", harakiri.after)
                .put("harakiri-routes", harakiri.routes)
                .put("harakiri-grace", harakiri.grace)
                .put("wear-heap", wear.heapBytes)
                .put("wear-metaspace", wear.metaspaceBytes)
                .put("wear-exception", wear.onException ? 1L : 0L)
                .put("catch-exceptions", catchExceptions ? 1L : 0L)
                .put("vitals", vitals ? 1L : 0L)
                .put("numbers-lines", numbersLines ? 1L : 0L)
                .put("harakiri-verbose", harakiri.verbose ? 1L : 0L)
                .put("sockets", sockets.max)
                .put("sockets-max-size", sockets.maxMessageBytes)
                .put("sockets-ping", sockets.ping)
                .put("sockets-tolerance", sockets.tolerance)
                .put("sockets-origins", sockets.origins)
                .put("max-request-line-bytes", http.maxRequestLineBytes)
                .put("max-header-bytes", http.maxHeaderBytes)
                .put("max-headers", http.maxHeaders)
                .put("headers-timeout", http.headers)
                .put("idle-timeout", http.idle)
                .put("max-connections", http.maxConnections)
                .put("max-per-address", http.maxPerAddress)
                .put("keepalive-requests", http.keepaliveRequests)
                .put("ports", http.ports)
                .put("trusted-proxies", http.trustedProxies)
                .put("allowed-hosts", http.allowedHosts)
                .asMap();
    }

    /**
     * @throws IllegalArgumentException if a key is missing or malformed; a bug of the master
     */
    public static WorkerConfig of(Map<String, String> flat) {
        Settings s = new Settings(flat);
        return new WorkerConfig(
                new AppConfig(s),
                new Scoreboard.Shape(s.integer("board-seats"), s.integer("board-cells")),
                s.integer("cores"),
                s.integer("buffer-size"),
                s.integer("max-vars"),
                s.number("limit-post"),
                s.duration("socket-timeout"),
                new Harakiri(
                        s.duration("harakiri"),
                        s.list("harakiri-routes"),
                        s.duration("harakiri-grace"),
                        s.integer("harakiri-verbose") == 1),
                Wear.of(s),
                s.integer("catch-exceptions") == 1,
                s.integer("vitals") == 1,
                s.integer("numbers-lines") == 1,
                Sockets.of(s),
                SpoolConfig.of(s),
                MuleConfig.of(s),
                SharedConfig.of(s),
                TraceConfig.of(s),
                new HttpLimits(
                        s.integer("max-request-line-bytes"),
                        s.integer("max-header-bytes"),
                        s.integer("max-headers"),
                        s.duration("headers-timeout"),
                        s.duration("idle-timeout"),
                        s.integer("max-connections"),
                        s.integer("max-per-address"),
                        s.integer("keepalive-requests"),
                        s.list("ports"),
                        s.list("trusted-proxies"),
                        s.list("allowed-hosts")),
                AccessConfig.of(s),
                s.list("sources"));
    }
}
