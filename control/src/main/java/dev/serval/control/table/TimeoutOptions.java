package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.ROUTE_TIME;
import static dev.serval.control.option.OptionType.TIME;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.RouteTime;
import dev.serval.control.option.Section;
import java.time.Duration;

/** How long anything may take. */
public final class TimeoutOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.TIMEOUTS);

    public static final Option<Duration> HTTP_TIMEOUT =
            GROUP.one(
                    "http-timeout",
                    TIME,
                    "60s",
                    "silence of a backend (504) or of a client in its body (408)");
    public static final Option<Duration> HTTP_HEADERS_TIMEOUT =
            GROUP.one(
                    "http-headers-timeout",
                    TIME,
                    "10s",
                    "from a request's first byte to the end of its head, else 408");
    public static final Option<Duration> HTTP_KEEPALIVE =
            GROUP.one(
                    "http-keepalive",
                    TIME,
                    "75s",
                    "how long an idle client connection is kept; 0 closes after each answer");
    public static final Option<Duration> HTTP_CONNECT_TIMEOUT =
            GROUP.one(
                    "http-connect-timeout",
                    TIME,
                    "4s",
                    "opening a connection to an --http-to backend, else 502");
    public static final Option<Duration> HTTP_QUEUE_TIMEOUT =
            GROUP.one("http-queue-timeout", TIME, "30s", "waiting for a free core, else 503");
    public static final Option<Duration> SOCKET_TIMEOUT =
            GROUP.one(
                    "socket-timeout",
                    TIME,
                    "10s",
                    "silence of a worker's peer inside a packet, a body or an answer");
    public static final Option<Duration> HARAKIRI =
            GROUP.one(
                    "harakiri",
                    TIME,
                    "0",
                    "the longest one request may run: then 504, and its thread is interrupted;"
                            + " 0 for no limit");
    public static final Option<RouteTime> HARAKIRI_ROUTE =
            GROUP.many(
                    "harakiri-route",
                    ROUTE_TIME,
                    "",
                    "another --harakiri for paths that are this prefix or below it; the longest"
                            + " prefix counts");
    public static final Option<Duration> HARAKIRI_GRACE =
            GROUP.one(
                    "harakiri-grace",
                    TIME,
                    "5s",
                    "how long an interrupted request may take to end before its worker is"
                            + " replaced");
    public static final Option<Boolean> HARAKIRI_VERBOSE =
            GROUP.one("harakiri-verbose", FLAG, "false", "log the stacks of all threads with it");
    public static final Option<Duration> MERCY =
            GROUP.one(
                    "worker-reload-mercy",
                    TIME,
                    "60s",
                    "how long a process may take to finish its requests when it is to end");
    public static final Option<Duration> DRAIN_DELAY =
            GROUP.one(
                    "drain-delay",
                    TIME,
                    "0",
                    "how long a server that is told to stop serves on and says that it is not"
                            + " ready, for load balancers to look elsewhere");
    public static final Option<Duration> SILENCE =
            GROUP.one(
                    "worker-silence",
                    TIME,
                    "30s",
                    "how long a process may show no sign of life before it is killed and replaced;"
                            + " 0 for ever");
    public static final Option<Duration> START_TIMEOUT =
            GROUP.one(
                    "worker-start-timeout",
                    TIME,
                    "60s",
                    "how long a process may take to become ready");

    private TimeoutOptions() {}
}
