package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.megabytes;
import static dev.serval.control.option.OptionType.number;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import java.time.Duration;

/** When a worker is replaced although nothing is wrong with it. */
public final class WearOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.RECYCLING);

    public static final Option<Long> MAX_REQUESTS =
            GROUP.one(
                    "max-requests, -R",
                    number(0, Long.MAX_VALUE),
                    "0",
                    "replace a worker after this many requests; 0 for no limit");
    public static final Option<Long> MAX_REQUESTS_DELTA =
            GROUP.one(
                    "max-requests-delta",
                    number(0, Long.MAX_VALUE),
                    "0",
                    "up to this many more, by chance, so that workers do not go together");
    public static final Option<Duration> MAX_LIFETIME =
            GROUP.one(
                    "max-worker-lifetime",
                    TIME,
                    "0",
                    "replace a worker at this age; 0 for no limit");
    public static final Option<Duration> MAX_LIFETIME_DELTA =
            GROUP.one("max-worker-lifetime-delta", TIME, "0", "up to this much older, by chance");
    public static final Option<Duration> MIN_LIFETIME =
            GROUP.one(
                    "min-worker-lifetime",
                    TIME,
                    "10s",
                    "age below which a worker is not replaced for requests or memory");
    public static final Option<Long> RELOAD_ON_RSS =
            GROUP.one(
                    "reload-on-rss",
                    megabytes(),
                    "0",
                    "replace a worker that takes more resident memory");
    public static final Option<Long> RELOAD_ON_AS =
            GROUP.one(
                    "reload-on-as",
                    megabytes(),
                    "0",
                    "replace a worker that takes more address space");
    public static final Option<Long> EVIL_RELOAD_ON_RSS =
            GROUP.one(
                    "evil-reload-on-rss",
                    megabytes(),
                    "0",
                    "kill a worker that takes more resident memory, whatever it runs");

    public static final Option<Long> RELOAD_ON_HEAP =
            GROUP.one(
                    "reload-on-heap",
                    megabytes(),
                    "0",
                    "replace a worker that has more on its heap after a garbage collection");
    public static final Option<Long> RELOAD_ON_METASPACE =
            GROUP.one(
                    "reload-on-metaspace",
                    megabytes(),
                    "0",
                    "replace a worker whose classes take more");
    public static final Option<Boolean> RELOAD_ON_EXCEPTION =
            GROUP.one(
                    "reload-on-exception",
                    FLAG,
                    "false",
                    "replace a worker in which the application threw an exception");

    private WearOptions() {}
}
