package dev.serval.master.cli;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionSources;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.master.dev.Dev;
import dev.serval.master.server.Installation;
import dev.serval.master.socket.ListenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code serval dev}: runs what is being written, and runs it anew at each change. */
final class DevAction {

    static final String NAME = "dev";

    private static final String DEBUG = "debug";
    private static final String USUAL_PORT = "5005";
    private static final int MOST_PORT = 65534;

    private DevAction() {}

    /**
     * Adds what a server does not take.
     *
     * @param command takes all that a server takes
     */
    static CommandSpec addTo(CommandSpec command) {
        return command.addOption(
                OptionSpec.builder("--" + DEBUG)
                        .type(String.class)
                        .arity("0..1")
                        .fallbackValue(USUAL_PORT)
                        .paramLabel("PORT")
                        .build());
    }

    /**
     * Runs until it has ended.
     *
     * @throws OptionException for the first mistake on the command line or in a file
     */
    static int run(ParseResult parsed, OptionSources sources, List<String> words)
            throws ListenException, IOException, InterruptedException {
        for (String thing : parsed.matchedPositionalValue(0, List.<String>of())) {
            if (Files.isDirectory(Path.of(thing))) {
                throw OptionException.combination(
                        "dev: %s is a folder; start it there: cd %s && serval dev"
                                .formatted(thing, thing));
            }
        }
        List<Argument> arguments = new ArrayList<>(OptionSpecs.arguments(parsed, EventLog::line));
        arguments.removeIf(each -> each.word().equals(DEBUG));
        return Dev.run(sources, arguments, Installation.found(words), port(parsed));
    }

    private static int port(ParseResult parsed) {
        String text = parsed.matchedOptionValue(DEBUG, "0");
        if (parsed.hasMatchedOption(DEBUG)
                && (!text.matches("\\d{1,5}")
                        || Integer.parseInt(text) < 1
                        || Integer.parseInt(text) > MOST_PORT)) {
            throw OptionException.combination(
                    "--debug is %s; it must be a port, 1 to %d".formatted(text, MOST_PORT));
        }
        return Integer.parseInt(text);
    }
}
