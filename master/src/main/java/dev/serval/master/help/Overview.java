package dev.serval.master.help;

import dev.serval.control.option.Option;
import dev.serval.control.option.Section;
import dev.serval.control.table.Options;
import dev.serval.master.help.Command.Group;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code serval --help}: what fits on one screen. */
public final class Overview {

    private static final List<String> MOST_USED =
            List.of(
                    "-w, --module pkg.Class        the application, or FILE.java",
                    "    --http :8000              serve HTTP through the router",
                    "    --https :8443,CERT,KEY    and HTTPS",
                    "-p, --processes 4             worker processes",
                    "    --threads 8               requests that each runs at once",
                    "    --harakiri 30s            the longest one request may run",
                    "    --stats :9191             statistics, metrics and a dashboard");

    private static final int COLUMNS = 92;

    private Overview() {}

    /** Prints it. */
    public static void print(PrintWriter out) {
        for (Group group : Group.values()) {
            out.println(group.title());
            Command.all().stream()
                    .filter(command -> command.group() == group)
                    .forEach(command ->
                            out.println(
                                    "  serval %-42s %s"
                                            .formatted(command.synopsis(), command.help())));
        }
        out.println("Options; `serval help OPTION` says more, `serval help all` lists them");
        MOST_USED.forEach(line -> out.println("  " + line));
        out.println("Sections of options, for `serval help SECTION`");
        sections().forEach(line -> out.println("  " + line));
        out.println(
                "--name VALUE is also serval.name in ./serval.conf, name = VALUE in an ini file,"
                        + " SERVAL_NAME outside.");
    }

    private static List<String> sections() {
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (Section section : Section.values()) {
            String word = name(section);
            if (length + word.length() + 1 > COLUMNS) {
                text.append('\n');
                length = 0;
            }
            text.append(length == 0 ? "" : " ").append(word);
            length += word.length() + 1;
        }
        return text.toString().lines().toList();
    }

    /** Its word for {@code serval help}. */
    static String name(Section section) {
        return section.name().toLowerCase(Locale.ROOT);
    }

    /** All options of a section. */
    static Stream<Option<?>> options(Section section) {
        return Options.all().stream().filter(option -> option.section() == section);
    }
}
