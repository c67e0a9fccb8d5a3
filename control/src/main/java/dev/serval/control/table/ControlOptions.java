package dev.serval.control.table;

import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;

/** By what a running server is told what to do. */
public final class ControlOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.CONTROL);

    public static final Option<String> CONTROL =
            GROUP.one(
                    "control",
                    text("PATH"),
                    "",
                    "the Unix socket for commands; without it one is made where `serval status`"
                            + " finds it");
    public static final Option<String> MASTER_FIFO =
            GROUP.many(
                    "master-fifo", text("PATH"), "", "a named pipe that takes one-letter commands");
    public static final Option<String> TOUCH_RELOAD =
            GROUP.many(
                    "touch-reload, touch-workers-reload",
                    text("FILE"),
                    "",
                    "reload when this file is touched");
    public static final Option<String> TOUCH_CHAIN_RELOAD =
            GROUP.many(
                    "touch-chain-reload",
                    text("FILE"),
                    "",
                    "reload one process after the other when this file is touched");
    public static final Option<String> PIDFILE =
            GROUP.one("pidfile", text("FILE"), "", "write the master's process id here");

    public static final Option<String> DAEMONIZE =
            GROUP.one(
                    "daemonize, daemonize2",
                    text("LOGFILE"),
                    "",
                    "run in the background, with all output in this file; the command ends when"
                            + " the server serves");

    private ControlOptions() {}
}
