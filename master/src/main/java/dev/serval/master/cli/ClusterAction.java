package dev.serval.master.cli;

import dev.serval.control.option.OptionException;
import dev.serval.control.option.OptionType;
import dev.serval.control.option.Origin;
import dev.serval.control.option.PasswordFile;
import dev.serval.control.option.RegistryPlace;
import dev.serval.control.source.OptionSources;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.ClusterOptions;
import dev.serval.control.table.StatsOptions;
import dev.serval.hub.ClusterEngine.Place;
import dev.serval.master.cluster.ClusterTable;
import dev.serval.master.cluster.ListedNodes;
import dev.serval.master.cluster.Nodes;
import dev.serval.master.cluster.RegisteredNodes;
import dev.serval.master.cluster.Registries;
import dev.serval.master.cluster.RollRules;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code serval cluster}: looks at servers on several machines, and reloads them in turn. */
final class ClusterAction {

    static final String NAME = "cluster";

    private static final String PARALLEL = "parallel";
    private static final String TIMEOUT = "timeout";
    private static final List<String> OPTIONS =
            List.of("config", "ini", "cluster-password-file", "stats-token-file");
    private static final int MOST_PARALLEL = 64;
    private static final long LOOK_MILLIS = 1000;
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final String WORDS =
            "serval cluster status, reload or top, and redis://HOST or addresses of statistics and"
                    + " command sockets; without them --cluster counts, of serval.conf or"
                    + " SERVAL_CLUSTER";

    private final PrintWriter out;
    private final PrintWriter err;
    private final ParseResult parsed;

    private ClusterAction(PrintWriter out, PrintWriter err, ParseResult parsed) {
        this.out = out;
        this.err = err;
        this.parsed = parsed;
    }

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME);
        WordSpec.addTo(spec, List.of("json", "once"));
        OPTIONS.forEach(each -> spec.addOption(text(each)));
        spec.addOption(text(PARALLEL));
        spec.addOption(text(TIMEOUT));
        return spec;
    }

    private static OptionSpec text(String name) {
        return OptionSpec.builder("--" + name).type(String.class).arity("1").build();
    }

    /**
     * @throws OptionException for the first mistake on the command line or in a file
     * @throws InterruptedException if whoever waits is interrupted
     */
    static int run(PrintWriter out, PrintWriter err, ParseResult parsed, OptionSources sources)
            throws InterruptedException {
        List<String> words = parsed.matchedPositionalValue(0, List.<String>of());
        return new ClusterAction(out, err, parsed).run(words, sources);
    }

    private int run(List<String> words, OptionSources sources) throws InterruptedException {
        if (words.isEmpty() || !List.of("status", "reload", "top").contains(words.getFirst())) {
            return usage(words.isEmpty() ? "what of it?" : "there is no " + words.getFirst());
        }
        RollRules rules = rules();
        try (Nodes nodes = nodes(words.subList(1, words.size()), sources)) {
            return switch (words.getFirst()) {
                case "reload" -> nodes.reload(rules) ? ExitCode.OK : ExitCode.REFUSED;
                case "top" -> top(nodes);
                default -> status(nodes);
            };
        } catch (IOException e) {
            err.println("serval: cluster: " + e.getMessage());
            return ExitCode.NOT_RUNNING;
        }
    }

    private RollRules rules() {
        int parallel = ofType(PARALLEL, "1", OptionType.integer(1, MOST_PARALLEL));
        Duration timeout = ofType(TIMEOUT, "60s", OptionType.TIME);
        return new RollRules(
                parallel, timeout, out::println, line -> err.println("serval: " + line));
    }

    private <T> T ofType(String name, String fallback, OptionType<T> type) {
        String text = parsed.matchedOptionValue(name, fallback);
        try {
            return type.parser().apply(text);
        } catch (IllegalArgumentException e) {
            throw OptionException.combination(
                    "cluster: --%s is %s; it must be %s".formatted(name, text, type.wanted()));
        }
    }

    private int usage(String what) {
        err.println("serval: cluster: %s; %s".formatted(what, WORDS));
        return ExitCode.USAGE;
    }

    private Nodes nodes(List<String> places, OptionSources sources) throws IOException {
        OptionValues values = sources.read(arguments());
        boolean registry = places.stream().anyMatch(RegistryPlace::isMeant);
        if (places.isEmpty() && values.isSaid(ClusterOptions.CLUSTER)) {
            return registered(values.get(ClusterOptions.CLUSTER), values);
        }
        if (registry && places.size() == 1) {
            Origin here = new Origin.CommandLine();
            return registered(ClusterOptions.CLUSTER.parse(places.getFirst(), here), values);
        }
        if (registry || places.isEmpty()) {
            throw OptionException.combination(
                    "cluster: name one registry or some addresses; " + WORDS);
        }
        String token =
                values.isSaid(StatsOptions.STATS_TOKEN_FILE)
                        ? PasswordFile.read(
                                "stats-token-file", values.get(StatsOptions.STATS_TOKEN_FILE))
                        : "";
        return new ListedNodes(places, token.strip());
    }

    private static Nodes registered(RegistryPlace written, OptionValues values) throws IOException {
        Place place = Registries.place(written, values);
        Registries.check(place);
        return new RegisteredNodes(Registries.open(place));
    }

    private List<Argument> arguments() {
        List<Argument> all = new ArrayList<>();
        for (String each : OPTIONS) {
            String said = parsed.matchedOptionValue(each, "");
            if (!said.isEmpty()) {
                all.add(new Argument(each, said));
            }
        }
        return all;
    }

    private int status(Nodes nodes) throws IOException {
        if (parsed.matchedOptionValue("json", false)) {
            out.print(ClusterTable.json(nodes.look()));
        } else {
            ClusterTable.lines(nodes.look()).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }

    /** Until it is interrupted from the keyboard. */
    private int top(Nodes nodes) throws IOException, InterruptedException {
        if (parsed.matchedOptionValue("once", false) || parsed.matchedOptionValue("json", false)) {
            return status(nodes);
        }
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            err.println("serval: there is no terminal; for one look: serval cluster status");
            return ExitCode.USAGE;
        }
        while (true) {
            List<String> lines = ClusterTable.lines(nodes.look());
            out.print(CLEAR);
            lines.forEach(out::println);
            out.flush();
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
