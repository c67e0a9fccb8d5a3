package dev.serval.master.help;

import dev.serval.control.option.Option;
import dev.serval.control.option.Section;
import dev.serval.master.help.Command.Group;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** {@code serval man}: the manual page, in man(7)'s macros. */
public final class ManPage {

    private static final String EXITS =
            """
            .TP
            0
            it has ended as it was told to
            .TP
            1
            something of Serval's own broke, a hook before the start failed, or doctor found a fault
            .TP
            2
            a mistake on the command line
            .TP
            3
            a mistake in a file; file, line and place are printed
            .TP
            4
            an address cannot be listened on
            .TP
            5
            no worker ever became ready; of a command: it was not done, and the server serves on
            .TP
            6
            there is no server to talk to
            """;

    private final PrintWriter out;

    private ManPage(PrintWriter out) {
        this.out = out;
    }

    /** Prints it. */
    public static void print(String version, PrintWriter out) {
        new ManPage(out).print(version);
    }

    private void print(String version) {
        out.println(".TH SERVAL 1 \"\" \"serval %s\" \"User Commands\"".formatted(text(version)));
        section("NAME");
        out.println("serval \\- application server for Java");
        section("SYNOPSIS");
        out.println(".B serval\n[OPTIONS] [THING | FILE.conf]\n.br\n.B serval\nCOMMAND [...]");
        section("DESCRIPTION");
        out.println(
                "A master process starts an HTTP router and worker JVMs, watches them and"
                        + " replaces them. HUP reloads the application, TERM finishes the requests"
                        + " that run and ends.");
        section("COMMANDS");
        for (Group group : Group.values()) {
            out.println(".SS " + text(group.title()));
            Command.all().stream()
                    .filter(command -> command.group() == group)
                    .forEach(command -> item("serval " + command.synopsis(), command.help() + "."));
        }
        section("OPTIONS");
        out.println(
                "Each is also serval.NAME in serval.conf (HOCON), NAME = VALUE in an ini file and"
                        + " SERVAL_NAME in the environment.");
        for (Section section : Section.values()) {
            out.println(".SS " + text(section.title()));
            Overview.options(section).forEach(this::option);
        }
        section("EXIT STATUS");
        out.print(EXITS);
        section("FILES");
        item("./serval.conf", "is read if it is there.");
    }

    private void option(Option<?> option) {
        String names =
                option.words().stream().map(word -> "--" + word).collect(Collectors.joining(", "));
        String letter = option.letter() == 0 ? "" : "-" + option.letter() + ", ";
        String fallback = option.fallback().isEmpty() ? "" : " Default: " + option.fallback() + ".";
        item(
                "%s%s %s".formatted(letter, names, option.type().placeholder()).strip(),
                option.help() + "." + fallback);
    }

    private void section(String title) {
        out.println(".SH " + title);
    }

    private void item(String term, String description) {
        out.println(".TP\n.B " + text(term) + "\n" + text(description));
    }

    /** So that nothing of it is a macro, and a dash can be copied. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
