package dev.serval.master.cli;

import dev.serval.master.migrate.Migration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code serval migrate FILE.ini}: prints what a configuration of uWSGI's is in ours. */
final class MigrateAction {

    static final String NAME = "migrate";

    private static final int MOST_BYTES = 1 << 20;

    private MigrateAction() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        WordSpec.addTo(spec, List.of());
        return spec;
    }

    /**
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, ParseResult parsed) {
        List<String> words = parsed.matchedPositionalValue(0, List.<String>of());
        if (words.size() != 1) {
            err.println(
                    "serval: migrate: it takes one ini file of uWSGI's: serval migrate app.ini");
            return ExitCode.USAGE;
        }
        Path file = Path.of(words.getFirst());
        try {
            if (Files.size(file) > MOST_BYTES) {
                err.println("serval: migrate: %s is larger than 1 MB".formatted(file));
                return ExitCode.USAGE;
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.stream().noneMatch(line -> line.strip().equals("[uwsgi]"))) {
                err.println("serval: migrate: %s has no section [uwsgi]".formatted(file));
                return ExitCode.USAGE;
            }
            out.print(Migration.of(file, lines));
            return ExitCode.OK;
        } catch (MalformedInputException e) {
            err.println("serval: migrate: %s is no text in UTF-8".formatted(file));
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("serval: migrate: %s cannot be read: %s".formatted(file, e));
            return ExitCode.USAGE;
        }
    }
}
