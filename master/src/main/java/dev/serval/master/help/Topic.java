package dev.serval.master.help;

import dev.serval.control.option.Nearest;
import dev.serval.control.option.Option;
import dev.serval.control.option.Section;
import dev.serval.control.table.Options;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code serval help WORD}: a command, an option, a section, or whatever has the word in it. */
public final class Topic {

    private static final String ALL = "all";

    private Topic() {}

    /**
     * Prints what is known.
     *
     * @param asked with or without dashes
     * @return false if nothing is; the message says what was meant perhaps
     */
    public static boolean print(String asked, PrintWriter out, PrintWriter err) {
        String word = asked.replaceFirst("^--?", "").toLowerCase(Locale.ROOT);
        if (word.equals(ALL)) {
            Arrays.stream(Section.values()).forEach(section -> section(section, out));
            return true;
        }
        boolean isCommand = command(word, out);
        boolean isOption = option(word, out);
        boolean isSection = section(word, out);
        if (isCommand || isOption || isSection) {
            return true;
        }
        err.println(
                "serval: help: nothing is known of %s%s; `serval help all` lists all options"
                        .formatted(
                                asked,
                                Nearest.to(word, known())
                                        .map(near -> ", did you mean " + near + "?")
                                        .orElse("")));
        return false;
    }

    private static boolean command(String word, PrintWriter out) {
        Optional<Command> command = Command.find(word);
        command.ifPresent(found ->
                out.println("serval %s\n    %s.".formatted(found.synopsis(), found.help())));
        return command.isPresent();
    }

    private static boolean option(String word, PrintWriter out) {
        Optional<Option<?>> exact = Options.find(word);
        exact.ifPresent(option -> Entry.print(option, out));
        List<Option<?>> related =
                Options.all().stream()
                        .filter(option -> exact.filter(option::equals).isEmpty())
                        .filter(option -> option.words().stream().anyMatch(w -> w.contains(word)))
                        .toList();
        if (!related.isEmpty()) {
            out.println(exact.isPresent() ? "See also" : "Options with %s".formatted(word));
            related.forEach(option -> out.println(Entry.line(option)));
        }
        return exact.isPresent() || !related.isEmpty();
    }

    private static boolean section(String word, PrintWriter out) {
        Optional<Section> found =
                Arrays.stream(Section.values())
                        .filter(section -> Overview.name(section).equals(word))
                        .findFirst();
        found.ifPresent(section -> section(section, out));
        return found.isPresent();
    }

    private static void section(Section section, PrintWriter out) {
        out.println("%s (%s)".formatted(section.title(), section.page()));
        Overview.options(section).forEach(option -> out.println(Entry.line(option)));
        out.println();
    }

    private static List<String> known() {
        List<String> words = new ArrayList<>(Options.words());
        Command.all().forEach(command -> words.add(command.name()));
        Arrays.stream(Section.values()).map(Overview::name).forEach(words::add);
        return words;
    }
}
