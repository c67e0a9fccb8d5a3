package dev.serval.control.table;

import static dev.serval.control.option.OptionType.TIME;
import static dev.serval.control.option.OptionType.integer;
import static dev.serval.control.option.OptionType.text;

import dev.serval.control.option.Option;
import dev.serval.control.option.OptionGroup;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Section;
import java.time.Duration;

/** Programs that listen on HTTP themselves, as workers. */
public final class ProgramOptions {

    static final OptionGroup GROUP = new OptionGroup(Section.APPLICATION);

    private static final int MOST_CONNECTIONS = 65_535;

    public static final Option<String> PROGRAM =
            GROUP.one(
                    "program",
                    text("COMMAND"),
                    "",
                    "any program that serves HTTP on the port it is told, instead: in PORT and the"
                            + " like, or for {port}");
    public static final Option<String> JAR =
            GROUP.one(
                    "jar",
                    text("FILE.jar [ARG...]"),
                    "",
                    "the same for a runnable jar, in the JVM that runs Serval, with --jvm-opt");
    public static final Option<String> READY =
            GROUP.one(
                    "program-ready",
                    new OptionType<>(
                            "/PATH", "a path that begins with /", ProgramOptions::readyPath),
                    "",
                    "what a program is asked for until it answers 2xx and so is ready; without it,"
                            + " until its port is open");
    public static final Option<Duration> START_TIME =
            GROUP.one(
                    "program-start-time",
                    TIME,
                    "60s",
                    "how long a program may take to become ready");
    public static final Option<Integer> CONNECTIONS =
            GROUP.one(
                    "program-connections",
                    integer(1, MOST_CONNECTIONS),
                    "256",
                    "requests that one process of a program is given at a time");

    private ProgramOptions() {}

    private static String readyPath(String text) {
        if (!text.matches("/[!-~]*")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
