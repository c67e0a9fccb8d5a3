package dev.serval.master.cli;

import dev.serval.control.option.Option;
import dev.serval.control.option.Section;
import dev.serval.control.table.Options;
import dev.serval.master.help.Lineage;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** {@code serval options}: the page {@code docs/options.md}, made from the table. */
final class OptionsPage {

    private static final String HEAD =
            """
            # Options

            Made from the table in the code by `serval options`; do not edit. Every word works as `--word VALUE` on the command line,
            `serval.word = VALUE` in `serval.conf` (HOCON), `word = VALUE` in an ini file, and `SERVAL_WORD` in the environment
            (hyphens become underscores). Later counts for more: default, `serval.conf`, ini file, environment, command line.

            Durations are seconds, or a number with `ms`, `s`, `m`, `h` or `d`. Sizes are bytes, or a number with `k`, `m` or `g`.

            The column *since* has the version that had the option first. The column *uWSGI* says what is other than in the option of that name in uWSGI 2.0;
            a dash is an option that is only here. What uWSGI has and Serval has not: [coming from uWSGI](uwsgi-compatibility.md#not-here).
            """;

    private OptionsPage() {}

    static int print(PrintWriter out) {
        out.print(HEAD);
        Lineage lineage = Lineage.load();
        for (Section section : Section.values()) {
            out.print("\n## " + section.title() + "\n\n");
            out.print(
                    "| option | value | default | | since | uWSGI |\n|---|---|---|---|---|---|\n");
            for (Option<?> option : Options.all()) {
                if (option.section() == section) {
                    out.print(row(option, lineage) + "\n");
                }
            }
        }
        return ExitCode.OK;
    }

    private static String row(Option<?> option, Lineage lineage) {
        String letter = option.letter() == 0 ? "" : ", `-" + option.letter() + "`";
        String names =
                option.words().stream()
                        .map(word -> "`--" + word + "`")
                        .collect(Collectors.joining(", "));
        String fallback = option.fallback().isEmpty() ? "" : "`" + option.fallback() + "`";
        String uwsgi = lineage.uwsgi(option).map(Lineage.Counterpart::text).orElse("-");
        String repeat = option.repeatable() ? " May be repeated." : "";
        return "| %s%s | %s | %s | %s.%s | %s | %s |"
                .formatted(
                        names,
                        letter,
                        option.type().told().replace("|", "\\|"),
                        fallback,
                        option.help(),
                        repeat,
                        lineage.since(option),
                        uwsgi);
    }
}
