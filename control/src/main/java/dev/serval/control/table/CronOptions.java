package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;

import dev.serval.control.option.CronCommand;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import java.time.Duration;

/** Commands at times. */
public final class CronOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.JOBS);

    public static final Option<CronCommand> CRON =
            GROUP.many(
                    "cron",
                    CronCommand.TYPE,
                    "",
                    "run this command at these times: five fields as in crontab(5), or @daily;"
                            + " CRON_TZ=Europe/Vienna may stand before them");
    public static final Option<CronCommand> UNIQUE_CRON =
            GROUP.many(
                    "unique-cron",
                    CronCommand.UNIQUE,
                    "",
                    "the same, but not while it still runs from the last time");
    public static final Option<CronCommand> CRON2 =
            GROUP.many("cron2", CronCommand.PAIRS, "", "the same, in uWSGI's other form");
    public static final Option<Duration> HARAKIRI =
            GROUP.one(
                    "cron-harakiri",
                    TIME,
                    "0",
                    "kill a command of cron's that runs longer; 0 for no limit");

    private CronOptions() {}
}
