package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.size;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** Where all that is said goes. */
public final class LogOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.LOGGING);

    private static final long LARGEST = 1L << 50;

    public static final Option<String> LOGTO =
            GROUP.one(
                    "logto, logto2",
                    text("FILE"),
                    "",
                    "append the output of all processes to this file, not to the terminal");
    public static final Option<Boolean> LOG_WORKER =
            GROUP.one(
                    "log-worker",
                    FLAG,
                    "true",
                    "put the worker's number before each line that the application prints, but not before JSON");
    public static final Option<Boolean> LOG_REOPEN =
            GROUP.one("log-reopen", FLAG, "false", "open the log file anew after each reload");
    public static final Option<String> TOUCH_LOGREOPEN =
            GROUP.many(
                    "touch-logreopen",
                    text("FILE"),
                    "",
                    "open the log file anew when this file is touched");
    public static final Option<Long> LOG_MAXSIZE =
            GROUP.one(
                    "log-maxsize",
                    size(0, LARGEST),
                    "0",
                    "rename the log file and begin a new one when it is larger; 0 for never");
    public static final Option<String> LOG_BACKUPNAME =
            GROUP.one(
                    "log-backupname",
                    text("FILE"),
                    "",
                    "what it is renamed to; without it its own name, a dot and the time in seconds");
    public static final Option<String> TOUCH_LOGROTATE =
            GROUP.many(
                    "touch-logrotate",
                    text("FILE"),
                    "",
                    "rename the log file and begin a new one when this file is touched");

    private LogOptions() {}
}
