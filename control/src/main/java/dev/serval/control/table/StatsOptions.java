package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.LISTENING;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** What the server tells about itself. */
public final class StatsOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.STATISTICS);

    public static final Option<Address> STATS =
            GROUP.many("stats, stats-server", LISTENING, "", "serve statistics as JSON here");
    public static final Option<Boolean> STATS_HTTP =
            GROUP.one("stats-http", FLAG, "false", "put an HTTP head before the statistics");

    public static final Option<String> STATS_TOKEN_FILE =
            GROUP.one(
                    "stats-token-file",
                    text("FILE"),
                    "",
                    "whoever knows the token in this file may reload and scale from the dashboard");
    public static final Option<Boolean> MEMORY_REPORT =
            GROUP.one(
                    "memory-report, -m",
                    FLAG,
                    "false",
                    "tell the worker's memory in uwsgi and json lines of the access log, and know more of its JVM");

    private StatsOptions() {}
}
