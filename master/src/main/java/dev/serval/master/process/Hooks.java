package dev.serval.master.process;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Commands of the operator's at moments of a server's life: {@code sh -c}, with our rights. */
public final class Hooks {

    /** When one is run. */
    public enum Moment {
        PRE_START,
        ACCEPTING,
        RELOAD,
        STOP
    }

    private static final long LAST_ONES_SECONDS = 10;

    private final Map<Moment, List<String>> commands;
    private final Queue<Process> running = new ConcurrentLinkedQueue<>();

    /**
     * @param commands in the order they are run
     */
    public Hooks(Map<Moment, List<String>> commands) {
        this.commands = Map.copyOf(commands);
    }

    /**
     * Runs those before the start, one after the other.
     *
     * @throws IOException if one fails; the message names it
     */
    public void preStart() throws IOException {
        for (String command : commands.getOrDefault(Moment.PRE_START, List.of())) {
            int code = start(command).onExit().join().exitValue();
            if (code != 0) {
                throw new IOException(
                        "--hook-pre-start `%s` ended with %s; the server does not start"
                                .formatted(command, code(code)));
            }
        }
    }

    /** Runs those of a later moment, and does not wait. A failure is a line in the log. */
    public void run(Moment moment) {
        for (String command : commands.getOrDefault(moment, List.of())) {
            try {
                Process process = start(command);
                running.add(process);
                process.onExit().thenAccept(p -> ended(command, p));
            } catch (IOException e) {
                EventLog.line("hook `%s` cannot be run: %s".formatted(command, e.getMessage()));
            }
        }
    }

    private void ended(String command, Process process) {
        running.remove(process);
        if (process.exitValue() != 0) {
            EventLog.line("hook `%s` ended with %s".formatted(command, code(process.exitValue())));
        }
    }

    /** Gives those that still run a moment. */
    public void close() throws InterruptedException {
        for (Process process : running) {
            if (!process.waitFor(LAST_ONES_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static String code(int code) {
        return "exit code " + code;
    }

    private static Process start(String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", command)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        builder.environment().keySet().removeAll(Launcher.MASTERS_OWN);
        return Offspring.start(builder);
    }
}
