package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.size;
import static dev.serval.control.option.OptionType.word;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import java.time.Duration;

/** How the number of workers follows the load. */
public final class CheaperOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.SCALING);
    private static final long MAX_MEMORY = 1L << 46;

    public static final Option<Integer> CHEAPER =
            GROUP.one(
                    "cheaper",
                    integer(1, 511),
                    "",
                    "run at least this many workers, and up to --processes under load");
    public static final Option<Integer> CHEAPER_INITIAL =
            GROUP.one(
                    "cheaper-initial",
                    integer(1, 512),
                    "",
                    "workers at the start; without it as many as --cheaper says");
    public static final Option<Integer> CHEAPER_STEP =
            GROUP.one("cheaper-step", integer(1, 512), "1", "workers that are started at a time");
    public static final Option<String> CHEAPER_ALGO =
            GROUP.one(
                    "cheaper-algo",
                    word("spare", "backlog", "busyness"),
                    "spare",
                    "what counts: whether a core is free, how many requests wait, or the share of"
                            + " busy cores");
    public static final Option<Integer> CHEAPER_OVERLOAD =
            GROUP.one(
                    "cheaper-overload",
                    integer(1, 3600),
                    "3",
                    "seconds that load or calm must last; with backlog, requests that may wait");
    public static final Option<Integer> CHEAPER_BUSYNESS_MIN =
            GROUP.one(
                    "cheaper-busyness-min",
                    integer(0, 100),
                    "25",
                    "percent of busy cores below which a worker goes");
    public static final Option<Integer> CHEAPER_BUSYNESS_MAX =
            GROUP.one(
                    "cheaper-busyness-max",
                    integer(1, 100),
                    "50",
                    "percent of busy cores above which one more comes");
    public static final Option<Integer> CHEAPER_BUSYNESS_MULTIPLIER =
            GROUP.one(
                    "cheaper-busyness-multiplier",
                    integer(1, 1000),
                    "10",
                    "how many times --cheaper-overload it must be calm before a worker goes");
    public static final Option<Long> CHEAPER_RSS_LIMIT_SOFT =
            GROUP.one(
                    "cheaper-rss-limit-soft",
                    size(0, MAX_MEMORY),
                    "0",
                    "start no more workers while they take this much memory together; 0 for no"
                            + " limit");
    public static final Option<Duration> IDLE =
            GROUP.one(
                    "idle",
                    TIME,
                    "0",
                    "end all workers after this time without a request, until the next one comes;"
                            + " 0 for never");
    public static final Option<Boolean> DIE_ON_IDLE =
            GROUP.one("die-on-idle", FLAG, "false", "end the server instead of its workers");

    private CheaperOptions() {}
}
