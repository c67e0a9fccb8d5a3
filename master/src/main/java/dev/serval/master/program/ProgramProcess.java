package dev.serval.master.program;

import dev.serval.control.log.EventLog;
import dev.serval.control.log.LineOutput;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.ExitStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One process of a program, which is a worker. */
final class ProgramProcess {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final ChildId id;
    private final Program program;
    private final int port;
    private final Process process;
    private final List<Thread> output;
    private final Set<Long> holders = new HashSet<>();
    private volatile Readiness.Answer last = new Readiness.Answer.Closed();
    private final Instant since = Instant.now();
    private boolean draining;

    ProgramProcess(ChildId id, Program program, int port, Process process) {
        this.id = id;
        this.program = program;
        this.port = port;
        this.process = process;
        String prefix = program.numbersLines() ? EventLog.speaker() + "[%s] ".formatted(id) : "";
        this.output =
                List.of(
                        copy(process.getInputStream(), FileDescriptor.out, prefix),
                        copy(process.getErrorStream(), FileDescriptor.err, prefix));
    }

    ChildId id() {
        return id;
    }

    Program program() {
        return program;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it prints goes to the log, wherever that is now. */
    private static Thread copy(InputStream from, FileDescriptor to, String prefix) {
        return Thread.ofPlatform()
                .daemon()
                .name("program-output")
                .start(() -> {
                    // The JDK takes the stream away at the end of the process unless it is read.
                    synchronized (from) {
                        try (LineOutput lines = new LineOutput(new FileOutputStream(to), prefix)) {
                            from.transferTo(lines);
                        } catch (IOException e) {
                            // It has ended, or our log takes no more.
                            return;
                        }
                    }
                });
    }

    /** Asks it once whether it serves. Blocking. */
    boolean asksReady() {
        Readiness.Answer answer = Readiness.ask(port, program.readyPath());
        last = answer;
        return isReady();
    }

    boolean isReady() {
        return last instanceof Readiness.Answer.Ready;
    }

    /**
     * Why it is not ready and what to do, to go on from a sentence; empty if it is, or had no time
     * yet.
     */
    String excuse() {
        if (Instant.now().isBefore(since.plus(program.startTime()))) {
            return "";
        }
        return switch (last) {
            case Readiness.Answer.Ready() -> "";
            case Readiness.Answer.NotYet(String what) ->
                    ": `%s` listens on port %d, but GET %s %s (--program-ready)"
                            .formatted(program.shown(), port, program.readyPath(), what);
            case Readiness.Answer.Closed() ->
                    ": `%s` has not opened port %d on 127.0.0.1, which it was told by %s; %s"
                            .formatted(program.shown(), port, program.told(), instead());
        };
    }

    private String instead() {
        List<String> open = new OpenPorts(Path.of("/proc")).of(process.toHandle());
        return open.isEmpty()
                ? "it listens on nothing. If it only needs longer, give it --program-start-time"
                : "it listens on %s instead. Tell it the port in its own words, e.g. --program '... --port {port}'"
                        .formatted(String.join(", ", open));
    }

    /** It has ended; its last words are written first. Blocking. */
    void ended(ExitStatus status) {
        try {
            for (Thread each : output) {
                each.join(LAST_WORDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!isReady() && !status.killed()) {
            EventLog.line(
                    "%s (pid: %d): `%s` ended before it served, %s; %s"
                            .formatted(id, pid(), program.shown(), status, advice(status.code())));
        }
    }

    private static String advice(int code) {
        return switch (code) {
            case 0 ->
                    "a program must stay in the foreground: leave out what sends it into the background";
            case NOT_EXECUTABLE -> "its file may not be executed (chmod +x)";
            case NOT_FOUND -> "there is no such command";
            default -> "what it has printed is above";
        };
    }

    /**
     * It is given nothing new, and ends once these have no request there any more.
     *
     * @param routers process ids of those that will say so
     * @param latest when it is asked to end although somebody has
     */
    void drain(Set<Long> routers, Duration latest) {
        synchronized (this) {
            draining = true;
            holders.addAll(routers);
        }
        Thread.ofVirtual()
                .name("program-drain")
                .start(() -> {
                    try {
                        if (!process.waitFor(latest)) {
                            terminate();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        letGo();
    }

    /** This router has no request here, or is gone. */
    void released(long router) {
        synchronized (this) {
            holders.remove(router);
        }
        letGo();
    }

    private void letGo() {
        boolean over;
        synchronized (this) {
            over = draining && holders.isEmpty();
        }
        if (over) {
            terminate();
        }
    }

    /** SIGTERM; not by the process itself, which would close its output. */
    private void terminate() {
        process.toHandle().destroy();
    }
}
