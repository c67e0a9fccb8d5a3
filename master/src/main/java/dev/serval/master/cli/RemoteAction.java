package dev.serval.master.cli;

import dev.serval.master.command.RunningServers;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.top.Top;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command for a server that runs: finds it, asks it, prints what it says. */
final class RemoteAction {

    /** The commands, and what each does. */
    static final Map<String, String> COMMANDS =
            Map.ofEntries(
                    Map.entry(
                            "top",
                            "the server and its workers, each second; --once, --json for one look"),
                    Map.entry("status", "the server and its workers; --json for all numbers"),
                    Map.entry(
                            "reload",
                            "start a new generation and wait for it; --chain for one by one"),
                    Map.entry("upgrade", "start a server of the same command line that takes over"),
                    Map.entry("log-reopen", "open the log file anew, after it was moved away"),
                    Map.entry("log-rotate", "move the log file away, then open it anew"),
                    Map.entry("pause", "accept nobody until it is said again"),
                    Map.entry("stop", "finish what runs, then end; --now to end at once"),
                    Map.entry("workers", "add, remove, drain NUMBER, kill NUMBER"),
                    Map.entry("threads", "NUMBER: the stacks of all threads of a worker"),
                    Map.entry("heap", "NUMBER: what fills a worker's heap"),
                    Map.entry("memory", "what each process takes, of the JVM and of the kernel"));

    private static final List<String> FLAGS = List.of("json", "chain", "now", "once");

    private final PrintWriter out;
    private final PrintWriter err;

    RemoteAction(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** What picocli is to make of its words. */
    static CommandSpec spec(String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.addOption(OptionSpec.builder("--control").type(String.class).arity("1").build());
        WordSpec.addTo(spec, FLAGS);
        return spec;
    }

    int run(ParseResult parsed) {
        List<String> flags =
                FLAGS.stream().filter(f -> parsed.matchedOptionValue(f, false)).toList();
        return run(
                parsed.commandSpec().name(),
                parsed.matchedOptionValue("control", ""),
                flags,
                parsed.matchedPositionalValue(0, List.<String>of()));
    }

    /**
     * Carries out one command.
     *
     * @param control the socket, or empty to look for it
     * @param flags options without their dashes
     * @param words what follows the command
     */
    private int run(String command, String control, List<String> flags, List<String> words) {
        Path socket;
        try {
            socket = socket(control);
        } catch (IOException e) {
            err.println("serval: " + e.getMessage());
            return ExitCode.NOT_RUNNING;
        }
        try {
            return switch (command) {
                case "status" -> ask(socket, flags.contains("json") ? "status-json" : "status");
                case "top" -> top(socket, flags);
                case "reload" -> ask(socket, flags.contains("chain") ? "reload chain" : "reload");
                case "stop" -> ask(socket, flags.contains("now") ? "kill" : "stop");
                case "threads" -> inspect(socket, words, "Thread.print");
                case "heap" -> inspect(socket, words, "GC.class_histogram");
                default -> ask(socket, command + " " + String.join(" ", words));
            };
        } catch (IOException e) {
            err.println("serval: no server answers on %s".formatted(socket));
            return ExitCode.NOT_RUNNING;
        }
    }

    private int top(Path socket, List<String> flags) throws IOException {
        if (flags.contains("json")) {
            return ask(socket, "status-json");
        }
        Top top = new Top(socket, number -> threads(socket, number));
        try {
            if (flags.contains("once")) {
                top.once(out);
            } else if (Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isEmpty()) {
                err.println("serval: there is no terminal; for one look: serval top --once");
                return ExitCode.USAGE;
            } else {
                top.run();
            }
            return ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.BUG;
        }
    }

    private void threads(Path socket, int worker) {
        try {
            inspect(socket, List.of(Integer.toString(worker)), "Thread.print");
        } catch (IOException e) {
            err.println("serval: " + e.getMessage());
        }
    }

    private static Path socket(String control) throws IOException {
        if (!control.isEmpty()) {
            return Path.of(control);
        }
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        List<Path> found = RunningServers.of(System.getenv(), uid).find();
        if (found.isEmpty()) {
            throw new IOException("no server of yours is running");
        }
        if (found.size() > 1) {
            throw new IOException("several servers run; name one: --control " + found);
        }
        return found.getFirst();
    }

    private int ask(Path socket, String command) throws IOException {
        String answer = RunningServers.ask(socket, command);
        if (answer.isEmpty()) {
            out.println("the server has ended");
            return ExitCode.OK;
        }
        int line = answer.indexOf('\n');
        int code = Integer.parseInt(answer.substring(0, line));
        PrintWriter to = code == ExitCode.OK ? out : err;
        to.print(answer.substring(line + 1));
        to.flush();
        return code;
    }

    /** The JDK's own tool looks into the worker, as this user may. */
    private int inspect(Path socket, List<String> words, String what) throws IOException {
        String pid = words.isEmpty() ? "" : pid(RunningServers.ask(socket, "status"), words);
        if (pid.isEmpty()) {
            err.println("serval: which worker? `serval status` lists them");
            return ExitCode.USAGE;
        }
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process =
                Offspring.start(new ProcessBuilder(tool.toString(), pid, what).inheritIO());
        return process.onExit().join().exitValue();
    }

    private static String pid(String status, List<String> words) {
        return status.lines()
                .map(line -> line.trim().split("\\s+", -1))
                .filter(f -> f.length > 2 && f[0].equals(words.getFirst()) && f[1].matches("\\d+"))
                .map(f -> f[1])
                .findFirst()
                .orElse("");
    }
}
