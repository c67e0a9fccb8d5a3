package dev.serval.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A program under test, or a peer of it: its process, its output so far, and its end. */
final class Started implements AutoCloseable {

    /** Ends a test that hangs; far more than anything needs, on a machine with much else to do. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How often is looked whether something has come true. */
    static final Duration LOOK = Duration.ofMillis(10);

    /** For a build that fetches what it needs. */
    static final Duration LONG = Duration.ofMinutes(10);

    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private Started(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    static Started command(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Started(builder.start());
    }

    /** A port that nobody listens on, for a program that cannot choose one itself. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** All lines so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that contains the pattern and returns the match. */
    Matcher awaitLine(String regex) {
        return awaitLine(regex, 1);
    }

    /** Waits for the {@code n}th such line. */
    Matcher awaitLine(String regex, int n) {
        return awaitLine(regex, n, PATIENCE);
    }

    /** The same, for something that may take longer than others. */
    Matcher awaitLine(String regex, int n, Duration patience) {
        Pattern pattern = Pattern.compile(regex);
        try {
            return Awaitility.await("line " + regex)
                    .atMost(patience)
                    .pollInterval(LOOK)
                    .failFast(() -> !process.isAlive() && found(pattern, n).isEmpty() && drained())
                    .until(() -> found(pattern, n), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("no line %s in %s".formatted(regex, lines()), e);
        }
    }

    /** Waits for the end, of its output too, and returns the exit code. */
    int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE);
    }

    /** The same, of something that takes longer. */
    int awaitExit(Duration patience) throws InterruptedException {
        awaitEnd(patience);
        reader.join(PATIENCE);
        return process.exitValue();
    }

    /** The same for a process whose output others, which it started, hold open. */
    int awaitEnd() throws InterruptedException {
        return awaitEnd(PATIENCE);
    }

    private int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running; it said " + lines);
        }
        return process.exitValue();
    }

    /** Writes to its input, as if it were typed. */
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    void signal(String name) {
        signal(pid(), name);
    }

    /** Sends a signal to one process, by its number. */
    static void signal(long pid, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it still runs; a dead one that its new parent has not reaped yet does not. */
    static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return process.isAlive() && !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills the process and all it started. */
    @Override
    public void close() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await("the end of " + family)
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> family.stream().noneMatch(Started::runs));
    }

    private boolean drained() {
        return !reader.isAlive();
    }

    private Optional<Matcher> found(Pattern pattern, int n) {
        int seen = 0;
        for (String line : lines()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find() && ++seen == n) {
                return Optional.of(matcher);
            }
        }
        return Optional.empty();
    }

    /**
     * The JDK takes the output away when the process ends, unless somebody is reading: of a server
     * that has handed over, others write on. Its lock keeps it from that.
     */
    private void read() {
        InputStream output = process.getInputStream();
        synchronized (output) {
            try (BufferedReader reading = process.inputReader(UTF_8)) {
                reading.lines().forEach(lines::add);
            } catch (UncheckedIOException | IOException e) {
                lines.add("(output ended: " + e.getMessage() + ")");
            }
        }
    }
}
