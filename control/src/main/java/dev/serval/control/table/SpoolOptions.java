package dev.serval.control.table;

import static dev.serval.control.option.OptionType.FLAG;
import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.number;
import static dev.serval.control.option.OptionType.size;
import static dev.serval.control.option.OptionType.text;
import static dev.serval.control.option.OptionType.word;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.Section;
import dev.serval.control.option.SpoolPlace;
import java.time.Duration;

/** Jobs for later, and the processes that do them. */
public final class SpoolOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.JOBS);

    private static final int MOST_PROCESSES = 64;
    private static final int MOST_ATTEMPTS = 999;
    private static final long LARGEST = 1L << 30;

    public static final Option<SpoolPlace> SPOOLER =
            GROUP.many(
                    "spooler, -Q",
                    SpoolPlace.TYPE,
                    "",
                    "keep jobs in this folder and do them; the queue is called like the folder,"
                            + " or NAME; NAME=redis://HOST/0 and NAME=jdbc:postgresql://HOST/DB"
                            + " keep them there");
    public static final Option<String> PASSWORD_FILE =
            GROUP.one(
                    "spooler-password-file",
                    text("FILE"),
                    "",
                    "a file with the password for a --spooler that is a URL without one");
    public static final Option<String> DRIVER =
            GROUP.many(
                    "spooler-driver",
                    text("JAR"),
                    "",
                    "a JDBC driver for --spooler NAME=jdbc:...; otherwise it is looked for on the"
                            + " application's class path");
    public static final Option<Integer> PROCESSES =
            GROUP.one(
                    "spooler-processes",
                    integer(1, MOST_PROCESSES),
                    "1",
                    "spoolers for each queue; each does one job at a time");
    public static final Option<String> FSYNC =
            GROUP.one(
                    "spooler-fsync",
                    word("always", "batch", "never"),
                    "always",
                    "when jobs have reached the disk: each before it is accepted, those that come"
                            + " together with one write, or when the kernel likes");
    public static final Option<Long> MAX_SIZE =
            GROUP.one("spooler-max-size", size(1, LARGEST), "16m", "the largest body of a job");
    public static final Option<Integer> MAX_ATTEMPTS =
            GROUP.one(
                    "spooler-max-attempts",
                    integer(1, MOST_ATTEMPTS),
                    "10",
                    "a job that has failed so often is dead");
    public static final Option<Duration> RETRY_DELAY =
            GROUP.one(
                    "spooler-retry-delay",
                    TIME,
                    "5s",
                    "the wait before a job that has failed is run again; doubles each time, up to"
                            + " an hour");
    public static final Option<Duration> HARAKIRI =
            GROUP.one("spooler-harakiri", TIME, "0", "the longest one job may run; 0 for no limit");
    public static final Option<Long> MAX_TASKS =
            GROUP.one(
                    "spooler-max-tasks",
                    number(0, Long.MAX_VALUE),
                    "0",
                    "replace a spooler after so many jobs; 0 for no limit");
    public static final Option<Boolean> ORDERED =
            GROUP.one(
                    "spooler-ordered",
                    FLAG,
                    "false",
                    "one job after the other, as they were submitted; one that is to be run again"
                            + " holds back the others");

    private SpoolOptions() {}
}
