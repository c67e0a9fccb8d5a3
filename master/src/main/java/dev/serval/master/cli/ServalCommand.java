package dev.serval.master.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.Nearest;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionSources;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ControlOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.ProgramOptions;
import dev.serval.control.table.TlsOptions;
import dev.serval.master.emperor.Emperor;
import dev.serval.master.emperor.EmperorPlan;
import dev.serval.master.log.LogFile;
import dev.serval.master.server.Companion;
import dev.serval.master.server.Identities;
import dev.serval.master.server.Installation;
import dev.serval.master.server.PlanSource;
import dev.serval.master.server.Server;
import dev.serval.master.server.ServerPlan;
import dev.serval.master.socket.ListenException;
import dev.serval.master.source.SourceModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code serval}: without a command it runs a server; {@code check}, {@code config}, {@code
 * options}, {@code doctor}, {@code version} and those of {@link HelpAction} look and say; those of
 * {@link RemoteAction} are for a server that runs.
 */
public final class ServalCommand {

    private static final Map<String, Action> ACTIONS = new TreeMap<>();

    static {
        ACTIONS.put("check", CheckAction::run);
        ACTIONS.put("config", (values, out) -> ConfigAction.print(values, out));
        ACTIONS.put("options", (_, out) -> OptionsPage.print(out));
        ACTIONS.put("version", (_, out) -> version(out));
        ACTIONS.put("doctor", DoctorAction::run);
    }

    private static final String DEFAULT_ADDRESS = ":8000";

    private static final List<Option<?>> ADDRESSES =
            List.of(
                    ListenOptions.HTTP,
                    ListenOptions.HTTP_SOCKET,
                    ListenOptions.SOCKET,
                    TlsOptions.HTTPS,
                    TlsOptions.HTTPS_DEV);

    private final PrintWriter out;
    private final PrintWriter err;

    ServalCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Does what the words say; all messages are written when it returns.
     *
     * @return the exit code
     */
    public static int execute(String... words) {
        PrintWriter out = new PrintWriter(System.out, true, UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, UTF_8);
        int code = new ServalCommand(out, err).interpret(words);
        out.flush();
        err.flush();
        return code;
    }

    int interpret(String... words) {
        HelpAction help = new HelpAction(out, err, () -> new CommandLine(root(_ -> true)));
        if (words.length > 0 && HelpAction.NAMES.contains(words[0])) {
            return help.run(List.of(words));
        }
        CommandLine line = new CommandLine(root(named(List.of(words))));
        try {
            ParseResult parsed = line.parseArgs(words);
            if (parsed.isUsageHelpRequested() || sub(parsed).isUsageHelpRequested()) {
                return help.of(sub(parsed).commandSpec().name());
            }
            return parsed.isVersionHelpRequested() ? version(out) : act(parsed, List.of(words));
        } catch (ParameterException e) {
            err.println("serval: " + fault(e, words));
            return ExitCode.USAGE;
        } catch (OptionException e) {
            err.println(e.getMessage());
            return e.exitCode();
        } catch (ListenException e) {
            err.println("serval: " + e.getMessage());
            return ExitCode.ADDRESS;
        } catch (IOException | InterruptedException e) {
            err.println("serval: " + e.getMessage());
            return ExitCode.BUG;
        }
    }

    private int act(ParseResult parsed, List<String> words)
            throws ListenException, IOException, InterruptedException {
        ParseResult sub = sub(parsed);
        if (RemoteAction.COMMANDS.containsKey(sub.commandSpec().name())) {
            return new RemoteAction(out, err).run(sub);
        }
        if (sub.commandSpec().name().equals(SpoolAction.NAME)) {
            return SpoolAction.run(out, err, sub);
        }
        if (sub.commandSpec().name().equals(MigrateAction.NAME)) {
            return MigrateAction.run(out, err, sub);
        }
        if (sub.commandSpec().name().equals(InitAction.NAME)) {
            return InitAction.run(out, err, sub);
        }
        OptionSources sources = new OptionSources(Path.of(""), System.getenv());
        if (sub.commandSpec().name().equals(ClusterAction.NAME)) {
            return ClusterAction.run(out, err, sub, sources);
        }
        if (sub.commandSpec().name().equals(DevAction.NAME)) {
            return DevAction.run(sub, sources, words);
        }
        Action action = ACTIONS.get(sub.commandSpec().name());
        Consumer<String> tell = action == null ? EventLog::line : _ -> {};
        List<OptionSources.Argument> arguments =
                new ArrayList<>(OptionSpecs.arguments(parsed, tell));
        if (!sub.equals(parsed)) {
            arguments.addAll(OptionSpecs.arguments(sub, tell));
        }
        return action == null
                ? serve(sources, arguments, words)
                : action.run(read(sources, arguments), out);
    }

    /** Who names what is to be run by its file and no address is served on this machine. */
    private static OptionValues read(
            OptionSources sources, List<OptionSources.Argument> arguments) {
        OptionValues values = sources.read(arguments);
        boolean file =
                !values.all(AppOptions.WAR).isEmpty()
                        || values.isSaid(ProgramOptions.JAR)
                        || values.isSaid(ProgramOptions.PROGRAM)
                        || values.isSaid(AppOptions.BOOT)
                        || (values.isSaid(AppOptions.MODULE)
                                && SourceModule.isOne(values.get(AppOptions.MODULE)));
        if (!file || ADDRESSES.stream().anyMatch(values::isSaid)) {
            return values;
        }
        List<OptionSources.Argument> more = new ArrayList<>(arguments);
        more.add(new OptionSources.Argument("http", DEFAULT_ADDRESS));
        return sources.read(more);
    }

    private int serve(
            OptionSources sources, List<OptionSources.Argument> arguments, List<String> words)
            throws ListenException, IOException, InterruptedException {
        Installation installation = Installation.found(words);
        OptionValues values = read(sources, arguments);
        boolean emperor = EmperorPlan.isOne(values);
        PlanSource plans = () -> ServerPlan.of(read(sources, arguments), installation.classPath());
        String log = emperor ? values.text(ControlOptions.DAEMONIZE) : plans.read().daemonize();
        if (!log.isEmpty() && !Detached.isThis(System.getenv())) {
            return new Detached(out, err).start(LogFile.named(log), words);
        }
        return emperor
                ? Emperor.run(EmperorPlan.of(values, Identities.uid()), installation)
                : Server.run(plans, installation, Companion.NONE);
    }

    private static ParseResult sub(ParseResult parsed) {
        return parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    }

    /**
     * The commands that may be meant. The rest need not be described, most with all options of a
     * server: that takes time at each start, and memory as long as the server runs. Words in a file
     * (picocli's {@code @file}) may be any.
     */
    private static Predicate<String> named(List<String> words) {
        return words.stream().anyMatch(word -> word.startsWith("@")) ? _ -> true : words::contains;
    }

    private static CommandSpec root(Predicate<String> wanted) {
        CommandSpec root = command("serval");
        subcommands()
                .forEach((name, spec) -> {
                    if (wanted.test(name)) {
                        root.addSubcommand(name, spec.get());
                    }
                });
        return root;
    }

    /** In an order of their own, so that a completion script is the same each time. */
    private static Map<String, Supplier<CommandSpec>> subcommands() {
        Map<String, Supplier<CommandSpec>> all = new LinkedHashMap<>();
        ACTIONS.keySet().forEach(name -> all.put(name, () -> command(name)));
        HelpAction.NAMES.stream()
                .sorted()
                .forEach(name -> all.put(name, () -> HelpAction.spec(name)));
        RemoteAction.COMMANDS.keySet().stream()
                .sorted()
                .forEach(name -> all.put(name, () -> RemoteAction.spec(name)));
        all.put(SpoolAction.NAME, SpoolAction::spec);
        all.put(ClusterAction.NAME, ClusterAction::spec);
        all.put(InitAction.NAME, InitAction::spec);
        all.put(MigrateAction.NAME, MigrateAction::spec);
        all.put(DevAction.NAME, () -> DevAction.addTo(command(DevAction.NAME)));
        return all;
    }

    private static CommandSpec command(String name) {
        CommandSpec command = CommandSpec.create().name(name);
        OptionSpecs.addTo(command);
        command.addOption(OptionSpec.builder("--help", "-h").usageHelp(true).build());
        command.addOption(OptionSpec.builder("--version", "-V").versionHelp(true).build());
        command.addPositional(
                PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel("THING")
                        .description(
                                "what to run: a jar, a WAR, Shop.java, pkg.Class, a program;"
                                        + " or serval.conf, app.ini")
                        .build());
        command.parser().overwrittenOptionsAllowed(true).splitQuotedStrings(false);
        return command;
    }

    private static String fault(ParameterException e, String... words) {
        return switch (e) {
            case UnmatchedArgumentException u ->
                    unknown(u.getUnmatched().getFirst(), u.getCommandLine().getCommandSpec());
            case MissingParameterException m when !m.getMissing().isEmpty() ->
                    needsValue(m.getMissing().getFirst(), words);
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Names the option as the operator wrote it, where that can be told. */
    private static String needsValue(ArgSpec option, String... words) {
        String last = words.length == 0 ? "" : words[words.length - 1];
        String shown =
                option instanceof OptionSpec o && !List.of(o.names()).contains(last)
                        ? o.longestName()
                        : last;
        return "%s needs a value: %s".formatted(shown, option.paramLabel());
    }

    /** What the command has that is like it, or where to look. */
    private static String unknown(String word, CommandSpec command) {
        int equals = word.indexOf('=');
        String shown = equals < 0 ? word : word.substring(0, equals);
        if (!shown.startsWith("--")) {
            return nothingLike(shown, command);
        }
        List<String> known =
                command.optionsMap().keySet().stream()
                        .filter(name -> name.startsWith("--"))
                        .map(name -> name.substring(2))
                        .toList();
        return Nearest.to(shown.substring(2), known)
                .map(near -> "unknown option %s, did you mean --%s?".formatted(shown, near))
                .orElseGet(() -> nothingLike(shown, command));
    }

    private static String nothingLike(String shown, CommandSpec command) {
        return takesServerOptions(command)
                ? "unknown option %s; `serval help all` lists them".formatted(shown)
                : "`%s` takes no %s; `serval help %s` says what it takes"
                        .formatted(command.qualifiedName(), shown, command.name());
    }

    private static boolean takesServerOptions(CommandSpec command) {
        return command.findOption("--module") != null;
    }

    private static int version(PrintWriter out) {
        out.println("serval %s, Java %s".formatted(HelpAction.version(), Runtime.version()));
        return ExitCode.OK;
    }
}
