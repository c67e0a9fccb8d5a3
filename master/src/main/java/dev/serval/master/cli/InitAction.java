package dev.serval.master.cli;

import dev.serval.master.init.NewProject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code serval init}: writes a small project. */
final class InitAction {

    static final String NAME = "init";

    private InitAction() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        WordSpec.addTo(spec, List.of("war"));
        return spec;
    }

    static int run(PrintWriter out, PrintWriter err, ParseResult parsed) {
        List<String> words = parsed.matchedPositionalValue(0, List.<String>of());
        if (words.size() > 1) {
            err.println("serval: init: it takes one folder; serval init [DIR] [--war]");
            return ExitCode.USAGE;
        }
        String folder = words.isEmpty() ? "." : words.getFirst();
        if (Files.exists(Path.of(folder)) && !Files.isDirectory(Path.of(folder))) {
            err.println("serval: init: %s is a file; name a folder".formatted(folder));
            return ExitCode.USAGE;
        }
        NewProject project =
                new NewProject(
                        Path.of(folder),
                        parsed.matchedOptionValue("war", false),
                        Path.of(System.getProperty("serval.home", "."), "lib"));
        List<String> inTheWay = project.inTheWay();
        if (!inTheWay.isEmpty()) {
            err.println(
                    "serval: init: %s has %s already, and nothing is overwritten; name an empty folder"
                            .formatted(folder, String.join(", ", inTheWay)));
            return ExitCode.USAGE;
        }
        try {
            project.write().forEach(file -> out.println("wrote " + file));
        } catch (IOException e) {
            err.println("serval: init: %s cannot be written: %s".formatted(folder, e));
            return ExitCode.BUG;
        }
        String there = words.isEmpty() ? "" : "cd " + folder + " && ";
        out.println("next: %sserval dev       (or: mvn package && serval)".formatted(there));
        return ExitCode.OK;
    }
}
