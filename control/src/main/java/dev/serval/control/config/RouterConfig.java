package dev.serval.control.config;

import dev.serval.control.board.Scoreboard;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the router needs to know.
 *
 * @param threads event loops, 1 and up
 * @param httpTo foreign uwsgi backends, {@code host:port} or a Unix path; empty: our own workers
 * @param ports the port of each {@code http} listener, in the order of the descriptors; 0 for Unix
 * @param maxRequestLineBytes the longest request line taken, else 414
 * @param maxHeaderBytes all header fields of one request together, else 431
 * @param maxHeaders header fields in one request, else 431
 * @param limitPost the largest request body in bytes, else 413; 0 for no limit
 * @param modifier1 the modifier of each packet, 0 to 255
 * @param postBuffering how much of a body is waited for before a worker is asked, in bytes
 * @param answerBuffering how much of an answer a file may hold for a slow client, in bytes
 * @param answerBufferingTotal the same for all answers of one router together
 * @param queue requests that may wait for a free core, else 503
 * @param timeouts how long anything may take
 * @param tls HTTPS
 * @param admission who may call and whose word counts
 * @param files what the router serves itself
 * @param routing who serves what
 * @param content what becomes of bodies
 * @param access what is written down of requests
 * @param traces where their spans go
 * @param develops whether it stands between a developer and what is being written
 * @param board the scoreboard's shape
 */
public record RouterConfig(
        int threads,
        List<String> httpTo,
        List<String> ports,
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxHeaders,
        long limitPost,
        int modifier1,
        long postBuffering,
        long answerBuffering,
        long answerBufferingTotal,
        int queue,
        Timeouts timeouts,
        TlsConfig tls,
        Admission admission,
        Files files,
        Routing routing,
        ContentConfig content,
        AccessConfig access,
        TraceConfig traces,
        boolean develops,
        Scoreboard.Shape board) {

    /**
     * @param maps {@code PREFIX=DIR}; the prefix is no part of a file's name
     * @param keepMaps the same, and it is
     * @param check folders whose files go before the application
     * @param indexes names that stand for a folder
     * @param expires {@code REGEX SECONDS}
     * @param precompressed whether {@code .br}, {@code .zst}, {@code .gz} beside a file count
     * @param safe folders that links may lead to
     * @param sendfileRoots folders whose files a backend may name in X-Sendfile
     * @param accelMaps {@code PREFIX=DIR} for what a backend names in X-Accel-Redirect
     * @param listing whether folders without an index are listed
     * @param skipped ends of paths that are the application's
     * @param types {@code EXT TYPE} beside those that are built in
     */
    public record Files(
            List<String> maps,
            List<String> keepMaps,
            List<String> check,
            List<String> indexes,
            List<String> expires,
            boolean precompressed,
            List<String> safe,
            List<String> sendfileRoots,
            List<String> accelMaps,
            boolean listing,
            List<String> skipped,
            List<String> types) {

        private Settings addTo(Settings to) {
            return to.put("static-map", maps)
                    .put("static-map2", keepMaps)
                    .put("check-static", check)
                    .put("static-index", indexes)
                    .put("static-expires", expires)
                    .put("static-gzip", precompressed ? 1L : 0L)
                    .put("static-safe", safe)
                    .put("sendfile-root", sendfileRoots)
                    .put("accel-map", accelMaps)
                    .put("static-listing", listing ? 1L : 0L)
                    .put("static-skip-ext", skipped)
                    .put("mime-types", types);
        }

        private static Files of(Settings s) {
            return new Files(
                    s.list("static-map"),
                    s.list("static-map2"),
                    s.list("check-static"),
                    s.list("static-index"),
                    s.list("static-expires"),
                    s.integer("static-gzip") == 1,
                    s.list("static-safe"),
                    s.list("sendfile-root"),
                    s.list("accel-map"),
                    s.integer("static-listing") == 1,
                    s.list("static-skip-ext"),
                    s.list("mime-types"));
        }

        /** For a router that serves none. */
        public static Files none() {
            return naming(List.of(), List.of());
        }

        /** For a router that serves only what backends name. */
        public static Files naming(List<String> sendfileRoots, List<String> accelMaps) {
            return new Files(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    List.of(),
                    sendfileRoots,
                    accelMaps,
                    false,
                    List.of(),
                    List.of());
        }
    }

    /**
     * @param trustedProxies networks whose word on their clients counts, for {@link Networks}
     * @param proxyProtocol whether each connection begins with a PROXY protocol head
     * @param allowedHosts the hosts that are served, else 421; none for any
     * @param maxConnections clients connected at once, else 503
     * @param maxPerAddress the same for one address; 0 for no limit
     * @param keepaliveRequests requests on one connection; 0 for no limit
     */
    public record Admission(
            List<String> trustedProxies,
            boolean proxyProtocol,
            List<String> allowedHosts,
            int maxConnections,
            int maxPerAddress,
            int keepaliveRequests) {

        private Settings addTo(Settings to) {
            return to.put("trusted-proxies", trustedProxies)
                    .put("proxy-protocol", proxyProtocol ? 1L : 0L)
                    .put("allowed-hosts", allowedHosts)
                    .put("max-connections", maxConnections)
                    .put("max-per-address", maxPerAddress)
                    .put("keepalive-requests", keepaliveRequests);
        }

        private static Admission of(Settings s) {
            return new Admission(
                    s.list("trusted-proxies"),
                    s.integer("proxy-protocol") == 1,
                    s.list("allowed-hosts"),
                    s.integer("max-connections"),
                    s.integer("max-per-address"),
                    s.integer("keepalive-requests"));
        }
    }

    /**
     * @param headers from a request's first byte to its last header byte, else 408
     * @param idle a kept client connection between two requests
     * @param harakiri after which a worker that closes has given a request up: 504, not 502; zero
     *     for no limit
     * @param exchange silence of a worker or a client in the middle of a request, else 504 or 408
     * @param tunnel silence of both ends of a WebSocket
     * @param connect opening a connection to a backend, else 502
     * @param queue waiting for a free core, else 503
     */
    public record Timeouts(
            Duration headers,
            Duration idle,
            Duration exchange,
            Duration tunnel,
            Duration connect,
            Duration queue,
            Duration harakiri) {

        private Settings addTo(Settings to) {
            return to.put("headers-timeout", headers)
                    .put("idle-timeout", idle)
                    .put("exchange-timeout", exchange)
                    .put("tunnel-timeout", tunnel)
                    .put("connect-timeout", connect)
                    .put("queue-timeout", queue)
                    .put("harakiri", harakiri);
        }

        private static Timeouts of(Settings s) {
            return new Timeouts(
                    s.duration("headers-timeout"),
                    s.duration("idle-timeout"),
                    s.duration("exchange-timeout"),
                    s.duration("tunnel-timeout"),
                    s.duration("connect-timeout"),
                    s.duration("queue-timeout"),
                    s.duration("harakiri"));
        }
    }

    /**
     * @param text pools and routes, for {@code RoutingText}; empty for none
     * @param workers whether there are workers of ours
     * @param patience for {@code RouteTime}: how long a request to a worker that is a program may
     *     take
     * @param sticky the cookie that keeps a client at the worker it had; empty for none
     * @param subscriptions who else serves
     */
    public record Routing(
            String text,
            boolean workers,
            List<String> patience,
            String sticky,
            Subscriptions subscriptions) {

        /** Where nobody subscribes. */
        public Routing(String text, boolean workers, List<String> patience, String sticky) {
            this(text, workers, patience, sticky, Subscriptions.NONE);
        }

        private Settings addTo(Settings to) {
            return to.put("routing", text)
                    .put("workers", workers ? 1L : 0L)
                    .put("patience", patience)
                    .put("sticky", sticky)
                    .put("subscriptions", subscriptions.taken ? 1L : 0L)
                    .put("fallback-key", subscriptions.fallbackKey)
                    .put("slow-start", subscriptions.slowStart);
        }

        private static Routing of(Settings s) {
            return new Routing(
                    s.text("routing"),
                    s.integer("workers") == 1,
                    s.list("patience"),
                    s.text("sticky"),
                    new Subscriptions(
                            s.integer("subscriptions") == 1,
                            s.text("fallback-key"),
                            s.duration("slow-start")));
        }
    }

    /**
     * @param taken whether backends may announce themselves, by the host they serve
     * @param fallbackKey the host whose backends serve those that nobody serves; empty for none
     * @param slowStart how long a backend that has come later is given less than its share
     */
    public record Subscriptions(boolean taken, String fallbackKey, Duration slowStart) {

        /** Nobody announces anything. */
        public static final Subscriptions NONE = new Subscriptions(false, "", Duration.ZERO);
    }

    /** The flat form. */
    public Map<String, String> toSettings() {
        Settings all = traces.addTo(access.addTo(content.addTo(tls.addTo(Settings.empty()))));
        return routing.addTo(files.addTo(admission.addTo(timeouts.addTo(all))))
                .put("threads", threads)
                .put("http-to", httpTo)
                .put("ports", ports)
                .put("max-request-line-bytes", maxRequestLineBytes)
                .put("max-header-bytes", maxHeaderBytes)
                .put("max-headers", maxHeaders)
                .put("limit-post", limitPost)
                .put("modifier1", modifier1)
                .put("post-buffering", postBuffering)
                .put("answer-buffering", answerBuffering)
                .put("answer-buffering-total", answerBufferingTotal)
                .put("queue", queue)
                .put("develops", develops ? 1L : 0L)
                .put("board-seats", board.seats())
                .put("board-cells", board.cells())
                .asMap();
    }

    /**
     * @throws IllegalArgumentException if a key is missing or malformed; a bug of the master
     */
    public static RouterConfig of(Map<String, String> flat) {
        Settings s = new Settings(flat);
        return new RouterConfig(
                s.integer("threads"),
                s.list("http-to"),
                s.list("ports"),
                s.integer("max-request-line-bytes"),
                s.integer("max-header-bytes"),
                s.integer("max-headers"),
                s.number("limit-post"),
                s.integer("modifier1"),
                s.number("post-buffering"),
                s.number("answer-buffering"),
                s.number("answer-buffering-total"),
                s.integer("queue"),
                Timeouts.of(s),
                TlsConfig.of(s),
                Admission.of(s),
                Files.of(s),
                Routing.of(s),
                ContentConfig.of(s),
                AccessConfig.of(s),
                TraceConfig.of(s),
                s.integer("develops") == 1,
                new Scoreboard.Shape(s.integer("board-seats"), s.integer("board-cells")));
    }
}
