package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;

import dev.serval.control.access.AccessDestination;
import dev.serval.control.access.AccessFormat;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import java.time.Duration;

/** What is written down of requests. */
public final class AccessOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.LOGGING);

    private static final OptionType<String> FORMAT =
            new OptionType<>(
                    "FORMAT",
                    "uwsgi, common, combined, json, or text with %(variables) that there are",
                    "combined",
                    AccessOptions::format);

    private static final OptionType<String> TARGET =
            new OptionType<>("TARGET", AccessDestination.WANTED, AccessOptions::target);

    private static final OptionType<Duration> MILLIS =
            new OptionType<>(
                    "DURATION",
                    "milliseconds, or a number with ms, s, m, h or d",
                    text ->
                            OptionType.TIME
                                    .parser()
                                    .apply(
                                            text.trim().matches("\\d+")
                                                    ? text.trim() + "ms"
                                                    : text));

    public static final Option<String> ACCESS_LOG =
            GROUP.one(
                    "access-log, log-format",
                    FORMAT,
                    "",
                    "write a line for each request: uwsgi, common, combined, json, or a format");
    public static final Option<Boolean> REQ_ID =
            GROUP.one(
                    "req-id",
                    FLAG,
                    "false",
                    "write the request's id at the end of uwsgi, common and combined lines");
    public static final Option<String> REQ_LOGGER =
            GROUP.one(
                    "req-logger",
                    TARGET,
                    AccessDestination.STANDARD,
                    "where these lines go: stdio (the server's own log), file:PATH, syslog, rsyslog:HOST, journald");
    public static final Option<Boolean> DISABLE_LOGGING =
            GROUP.one(
                    "disable-logging, -L",
                    FLAG,
                    "false",
                    "write lines only for what the next three name");
    public static final Option<Boolean> LOG_4XX =
            GROUP.one("log-4xx", FLAG, "false", "write a line for each request answered 4xx");
    public static final Option<Boolean> LOG_5XX =
            GROUP.one("log-5xx", FLAG, "false", "write a line for each request answered 5xx");
    public static final Option<Duration> LOG_SLOW =
            GROUP.one(
                    "log-slow",
                    MILLIS,
                    "0",
                    "write a line for each request that takes as long; 0 for none");
    public static final Option<Boolean> LOG_X_FORWARDED_FOR =
            GROUP.one(
                    "log-x-forwarded-for",
                    FLAG,
                    "false",
                    "write X-Forwarded-For as the client's address, whoever says it");

    private AccessOptions() {}

    private static String format(String text) {
        if (!text.isEmpty()) {
            AccessFormat.parse(text);
        }
        return text;
    }

    private static String target(String text) {
        AccessDestination.parse(text);
        return text;
    }
}
