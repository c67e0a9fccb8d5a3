package dev.serval.master.help;

import dev.serval.control.option.Option;
import dev.serval.control.option.Section;
import dev.serval.control.source.OptionSources;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** An option, in one line or in all that is known of it. */
final class Entry {

    private Entry() {}

    /** In one line. */
    static String line(Option<?> option) {
        String value = option.type().isFlag() ? "" : " [" + option.fallback() + "]";
        boolean silent = option.fallback().isEmpty() || option.section() == Section.ALWAYS;
        return "  %-46s %s%s".formatted(names(option), option.help(), silent ? "" : value);
    }

    private static String names(Option<?> option) {
        String letter = option.letter() == 0 ? "    " : "-" + option.letter() + ", ";
        String names =
                option.words().stream().map(word -> "--" + word).collect(Collectors.joining(", "));
        return "%s%s %s".formatted(letter, names, option.type().placeholder());
    }

    static void print(Option<?> option, PrintWriter out) {
        out.println(names(option).strip());
        out.println("    " + option.help() + ".");
        out.println("    value    " + option.type().told());
        if (!option.fallback().isEmpty()) {
            out.println("    default  " + option.fallback());
        }
        Lineage lineage = Lineage.load();
        out.println("    since    " + lineage.since(option));
        lineage.uwsgi(option).ifPresent(there -> out.println("    uWSGI    " + there.text()));
        if (option.repeatable()) {
            out.println("    repeat   each mention adds a value");
        }
        String name = option.name();
        String variable = OptionSources.PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
        out.println(
                "    also     serval.%s in serval.conf, %s = in an ini file, %s in the environment"
                        .formatted(name, name, variable));
        out.println("    read     " + option.section().page());
    }
}
