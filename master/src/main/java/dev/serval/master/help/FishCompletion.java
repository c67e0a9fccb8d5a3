package dev.serval.master.help;

import dev.serval.control.option.Option;
import dev.serval.control.table.Options;
import java.io.PrintWriter;

/** {@code serval completion fish}. */
public final class FishCompletion {

    private FishCompletion() {}

    /** Prints it. */
    public static void print(PrintWriter out) {
        out.println(
                "# Completions of serval; to be kept as ~/.config/fish/completions/serval.fish");
        for (Command command : Command.all()) {
            if (!command.name().isEmpty()) {
                out.println(
                        "complete -c serval -n __fish_use_subcommand -a %s -d %s"
                                .formatted(command.name(), quoted(command.help())));
            }
        }
        for (Option<?> option : Options.all()) {
            for (String word : option.words()) {
                String letter = option.letter() == 0 ? "" : " -s " + option.letter();
                String value = option.type().isFlag() ? "" : " -r";
                out.println(
                        "complete -c serval -l %s%s%s -d %s"
                                .formatted(word, letter, value, quoted(option.help())));
            }
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
