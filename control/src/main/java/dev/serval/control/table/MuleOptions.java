package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import java.time.Duration;

/** Processes beside the workers. */
public final class MuleOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.JOBS);

    public static final Option<String> MULE =
            GROUP.many(
                    "mule",
                    text("pkg.Class"),
                    "",
                    "a process that runs this class, which implements dev.serval.app.Mule; the same"
                            + " one may be named several times");
    public static final Option<Duration> MERCY =
            GROUP.one(
                    "mule-reload-mercy",
                    TIME,
                    "60s",
                    "how long a mule may take to end before it is killed");

    private MuleOptions() {}
}
