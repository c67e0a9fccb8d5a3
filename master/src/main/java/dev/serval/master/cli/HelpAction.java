package dev.serval.master.cli;

import dev.serval.master.help.FishCompletion;
import dev.serval.master.help.ManPage;
import dev.serval.master.help.Overview;
import dev.serval.master.help.Topic;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code serval help}, {@code man} and {@code completion}: they take words, not options. */
final class HelpAction {

    static final List<String> NAMES = List.of("help", "man", "completion");

    private final PrintWriter out;
    private final PrintWriter err;
    private final Supplier<CommandLine> line;

    /**
     * @param line everything that can be said
     */
    HelpAction(PrintWriter out, PrintWriter err, Supplier<CommandLine> line) {
        this.out = out;
        this.err = err;
        this.line = line;
    }

    static CommandSpec spec(String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        WordSpec.addTo(spec, List.of());
        return spec;
    }

    /**
     * Does what the words say, of which the first is the command.
     *
     * @return the exit code
     */
    int run(List<String> words) {
        String topic = words.size() > 1 ? words.get(1) : "";
        return switch (words.getFirst()) {
            case "man" -> {
                ManPage.print(version(), out);
                yield ExitCode.OK;
            }
            case "completion" -> completion(topic);
            default -> help(topic);
        };
    }

    /** {@code --help}, perhaps behind a command. */
    int of(String command) {
        return help(command.equals("serval") ? "" : command);
    }

    private int help(String topic) {
        if (topic.isEmpty() || topic.equals("--help") || topic.equals("-h")) {
            Overview.print(out);
            return ExitCode.OK;
        }
        return Topic.print(topic, out, err) ? ExitCode.OK : ExitCode.USAGE;
    }

    private int completion(String shell) {
        switch (shell) {
            case "", "bash", "zsh" -> out.print(AutoComplete.bash("serval", line.get()));
            case "fish" -> FishCompletion.print(out);
            default -> {
                err.println(
                        "serval: completion: %s is no shell that is known here; bash, zsh or fish"
                                .formatted(shell));
                return ExitCode.USAGE;
            }
        }
        return ExitCode.OK;
    }

    /** Of the jar. */
    static String version() {
        String version = HelpAction.class.getPackage().getImplementationVersion();
        return version == null ? "(unversioned)" : version;
    }
}
