package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.kilobytes;

import dev.serval.control.config.Origins;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import java.time.Duration;

/** How many WebSockets, for whom, and how they are kept. */
public final class SocketOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.WEBSOCKETS);
    private static final int MAX_OPEN = 1_000_000;
    private static final long MIN_MESSAGE_BYTES = 1024;
    private static final long MAX_MESSAGE_BYTES = 1L << 30;

    private static final OptionType<String> ORIGIN =
            new OptionType<>(
                    "ORIGIN",
                    "*, or a host: [https://][*.]example.org[:port]",
                    SocketOptions::origin);

    public static final Option<Integer> WEBSOCKETS =
            GROUP.one(
                    "websockets",
                    integer(0, MAX_OPEN),
                    "1000",
                    "WebSockets open at once in a worker, else 503; they take no core of --threads");
    public static final Option<String> ORIGINS =
            GROUP.many(
                    "websocket-origin",
                    ORIGIN,
                    "",
                    "let pages of this origin open WebSockets too, else 403; without it only pages"
                            + " of the host that is asked; * for all");
    public static final Option<Long> MAX_SIZE =
            GROUP.one(
                    "websockets-max-size",
                    kilobytes(MIN_MESSAGE_BYTES, MAX_MESSAGE_BYTES),
                    "1m",
                    "the largest message taken, uncompressed, else the socket is closed with 1009");
    public static final Option<Duration> PING =
            GROUP.one(
                    "websockets-ping-freq",
                    TIME,
                    "30s",
                    "silence after which a client is asked whether it is there; 0 for never");
    public static final Option<Duration> TOLERANCE =
            GROUP.one(
                    "websockets-pong-tolerance",
                    TIME,
                    "3s",
                    "how long its answer may take before the socket is closed");
    public static final Option<Duration> IDLE =
            GROUP.one(
                    "websockets-idle",
                    TIME,
                    "120s",
                    "how long the router keeps a WebSocket on which nothing moves at all");

    private SocketOptions() {}

    private static String origin(String text) {
        if (!Origins.isPattern(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
