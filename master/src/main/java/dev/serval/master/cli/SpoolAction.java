package dev.serval.master.cli;

import dev.serval.control.config.SpoolConfig.Queue;
import dev.serval.control.option.Origin;
import dev.serval.control.option.SpoolPlace;
import dev.serval.control.table.SpoolOptions;
import dev.serval.master.server.SpoolPassword;
import dev.serval.master.spool.Engines;
import dev.serval.master.spool.SpoolReport;
import dev.serval.spool.CorruptJobException;
import dev.serval.spool.SpoolView;
import dev.serval.spool.SpoolView.Entry;
import dev.serval.spool.SpoolView.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code serval spool}: looks into a queue of jobs, whether a server works in it or not. */
final class SpoolAction {

    static final String NAME = "spool";

    private static final String PASSWORD_FILE = "spooler-password-file";
    private static final String DRIVER = "spooler-driver";
    private static final int MOST_LISTED = 1000;
    private static final String WORDS =
            "serval spool ls FOLDER, show FOLDER JOB, retry FOLDER JOB or purge FOLDER JOB, or"
                    + " NAME=URL for FOLDER; --all for all jobs, --json for a program";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean all;
    private final boolean json;
    private final String password;
    private final List<String> drivers;

    SpoolAction(PrintWriter out, PrintWriter err, ParseResult parsed) {
        this.out = out;
        this.err = err;
        this.all = parsed.matchedOptionValue("all", false);
        this.json = parsed.matchedOptionValue("json", false);
        String file = parsed.matchedOptionValue(PASSWORD_FILE, "");
        this.password = file.isEmpty() ? "" : SpoolPassword.read(file);
        this.drivers = parsed.matchedOptionValue(DRIVER, List.of());
    }

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        WordSpec.addTo(spec, List.of("json", "all"));
        spec.addOption(OptionSpec.builder("--" + PASSWORD_FILE).type(String.class).build());
        spec.addOption(
                OptionSpec.builder("--" + DRIVER)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build());
        return spec;
    }

    /**
     * @throws IOException if the folder cannot be read
     */
    static int run(PrintWriter out, PrintWriter err, ParseResult parsed) throws IOException {
        List<String> words = parsed.matchedPositionalValue(0, List.<String>of());
        return new SpoolAction(out, err, parsed).run(words);
    }

    private int run(List<String> words) throws IOException {
        if (words.size() < 2) {
            return usage("it takes a command and a folder");
        }
        Optional<SpoolView> found = Engines.view(queue(words.get(1)), drivers);
        if (found.isEmpty()) {
            err.println(
                    "serval: %s is no spool; it has no folders new and cur"
                            .formatted(words.get(1)));
            return ExitCode.USAGE;
        }
        String id = words.size() > 2 ? words.get(2) : "";
        try (SpoolView view = found.get()) {
            return switch (words.getFirst()) {
                case "ls" -> list(view);
                case "show" -> show(view, id);
                case "retry" -> dead(view, id, true);
                case "purge" -> dead(view, id, false);
                default -> usage("there is no command " + words.getFirst());
            };
        }
    }

    /** A folder may be called anything; what looks like NAME=URL is one. */
    private Queue queue(String word) {
        String place = word.substring(word.indexOf('=') + 1);
        if (!SpoolPlace.isUrl(place)) {
            return new Queue("", word, "");
        }
        SpoolPlace spool = SpoolOptions.SPOOLER.parse(word, new Origin.Environment("spool"));
        return new Queue(
                spool.name(),
                spool.place(),
                spool.password().isEmpty() ? password : spool.password());
    }

    private int usage(String what) {
        err.println("serval: spool: %s; %s".formatted(what, WORDS));
        return ExitCode.USAGE;
    }

    private int list(SpoolView view) throws IOException {
        Instant now = Instant.now();
        List<Entry> entries = view.list(all ? Integer.MAX_VALUE : MOST_LISTED);
        out.print(
                json
                        ? SpoolReport.json(view.depth(now), entries)
                        : SpoolReport.text(view.depth(now), entries, now));
        out.flush();
        return ExitCode.OK;
    }

    private int show(SpoolView view, String id) throws IOException {
        Optional<Entry> entry = view.find(id);
        if (entry.isEmpty()) {
            return unknown(id);
        }
        try {
            var payload = view.payload(entry.get());
            out.print(
                    json
                            ? SpoolReport.json(entry.get(), payload)
                            : SpoolReport.text(entry.get(), payload));
            out.flush();
            return ExitCode.OK;
        } catch (NoSuchFileException e) {
            return unknown(id);
        } catch (CorruptJobException e) {
            err.println("serval: job %s: %s".formatted(id, e.getMessage()));
            return ExitCode.BUG;
        }
    }

    private int unknown(String id) {
        err.println(
                "serval: there is no job %s; `serval spool ls FOLDER` lists them".formatted(id));
        return ExitCode.USAGE;
    }

    private int dead(SpoolView view, String id, boolean again) throws IOException {
        if (id.isEmpty() && !all) {
            return usage("it takes a job, or --all");
        }
        List<Entry> dead =
                view.list(Integer.MAX_VALUE).stream()
                        .filter(entry -> entry.place() == Place.DEAD)
                        .filter(entry -> id.isEmpty() || entry.name().id().equals(id))
                        .toList();
        if (!id.isEmpty() && dead.isEmpty()) {
            err.println("serval: there is no dead job %s".formatted(id));
            return ExitCode.USAGE;
        }
        for (Entry entry : dead) {
            if (again) {
                view.retry(entry, Instant.now());
            } else {
                view.purge(entry);
            }
        }
        out.println("%d %s".formatted(dead.size(), again ? "wait again" : "removed"));
        return ExitCode.OK;
    }
}
