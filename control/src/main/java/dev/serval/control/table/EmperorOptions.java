package dev.serval.control.table;

import static dev.serval.control.option.OptionType.ADDRESS;
import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import java.time.Duration;

/** Many servers on one machine, each a file. */
public final class EmperorOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.EMPEROR);

    public static final Option<String> EMPEROR =
            GROUP.many(
                    "emperor",
                    text("FOLDER"),
                    "",
                    "run a server (vassal) for each *.conf and *.ini in this folder, as files come,"
                            + " change and go; or a pattern such as /srv/*.conf");
    public static final Option<Boolean> TYRANT =
            GROUP.one(
                    "emperor-tyrant",
                    FLAG,
                    "false",
                    "run each vassal as the owner of its file; needs root");
    public static final Option<Duration> FREQUENCY =
            GROUP.one("emperor-freq", TIME, "1s", "how often the folder is looked at");
    public static final Option<Duration> MAX_THROTTLE =
            GROUP.one(
                    "emperor-max-throttle",
                    TIME,
                    "3m",
                    "the longest wait before a vassal that keeps failing is started again");
    public static final Option<Address> STATS =
            GROUP.many(
                    "emperor-stats, emperor-stats-server",
                    ADDRESS,
                    "",
                    "tell every connection here about the vassals, as JSON");

    private EmperorOptions() {}
}
