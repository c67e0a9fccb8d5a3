package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.WATCHED_COMMAND;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import dev.serval.control.option.WatchedCommand;
import java.time.Duration;

/** Commands of the operator's that the master runs. */
public final class HookOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.HOOKS);

    public static final Option<String> PRE_START =
            hook("hook-pre-start", "before anything else; the server starts only if it succeeds");
    public static final Option<String> ACCEPTING =
            hook("hook-accepting", "once the first request can be served");
    public static final Option<String> RELOAD =
            hook("hook-reload", "whenever a new generation serves");
    public static final Option<String> STOP =
            hook("hook-stop", "when the server is told to end, beside its drain");
    public static final Option<String> ATTACH_DAEMON =
            GROUP.many(
                    "attach-daemon",
                    text("COMMAND"),
                    "",
                    "a command that runs as long as the server, and again whenever it ends");

    public static final Option<Duration> RELOAD_MERCY =
            GROUP.one(
                    "reload-mercy",
                    TIME,
                    "10s",
                    "how long an attached daemon may take to end before it is killed");

    public static final Option<WatchedCommand> SMART_ATTACH_DAEMON =
            GROUP.many(
                    "smart-attach-daemon",
                    WATCHED_COMMAND,
                    "",
                    "a command that is started when the process in its pidfile does not run, and"
                            + " goes on when the server ends");

    private static Option<String> hook(String word, String when) {
        return GROUP.many(word, text("COMMAND"), "", "run this " + when);
    }

    private HookOptions() {}
}
