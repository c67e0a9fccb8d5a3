package dev.serval.master.cli;

import dev.serval.control.option.Option;
import dev.serval.control.option.Section;
import dev.serval.control.table.Options;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** {@code serval --help}: the table of options by section, on one page. */
final class Usage {

    private static final String HEAD =
            """
            serval [OPTIONS] [THING | FILE.conf]        run a server
            serval init [DIR] [--war]                   write a small project that builds and runs
            serval dev [FILE.java] [--debug [PORT]]     run what you write, anew at each change
            serval check [OPTIONS]                      read everything, start nothing
            serval config [OPTIONS]                     every value, and where it was written
            serval options                              the reference of all options, in Markdown
            serval completion                           a completion script for bash and zsh
            serval version

            serval status [--json]                      for a server that runs: itself and its workers
            serval reload [--chain]                     a new generation; 5 if the old one serves on
            serval upgrade                              a new server takes over this one's sockets
            serval pause                                accept nobody until it is said again
            serval stop [--now]                         finish what runs, then end
            serval workers add | remove | drain N | kill N
            serval threads N, serval heap N             look into worker N
            These find the one server of yours that runs, or take --control PATH; 6 if there is none.

            serval spool ls | show | retry | purge FOLDER [JOB]     jobs in a folder; --all, --json

            An option --name VALUE is also `serval.name` in ./serval.conf (HOCON), `name = VALUE`
            in an ini file, and SERVAL_NAME in the environment.
            """;

    private Usage() {}

    static int print(PrintWriter out) {
        out.print(HEAD);
        for (Section section : Section.values()) {
            out.println();
            out.println(section.title());
            for (Option<?> option : Options.all()) {
                if (option.section() == section) {
                    out.println(line(option));
                }
            }
        }
        return ExitCode.OK;
    }

    private static String line(Option<?> option) {
        String letter = option.letter() == 0 ? "    " : "-" + option.letter() + ", ";
        String names =
                option.words().stream().map(word -> "--" + word).collect(Collectors.joining(", "));
        String text = "  %s%s %s".formatted(letter, names, option.type().placeholder());
        String value = option.type().isFlag() ? "" : " [" + option.fallback() + "]";
        boolean silent = option.fallback().isEmpty() || option.section() == Section.ALWAYS;
        return "%-48s %s%s".formatted(text, option.help(), silent ? "" : value);
    }
}
