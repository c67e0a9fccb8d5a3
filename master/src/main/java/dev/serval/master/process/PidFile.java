package dev.serval.master.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a pidfile says about a command's process. */
sealed interface PidFile {

    /** It runs. */
    record Runs(long pid) implements PidFile {}

    /**
     * Nobody runs.
     *
     * @param why in words
     */
    record Nobody(String why) implements PidFile {}

    int MOST_BYTES = 32;

    /** Between a start and the kernel's idea of it: clock ticks, and a clock that is set. */
    Duration TOLERANCE = Duration.ofSeconds(2);

    /**
     * Reads it and looks at the process it names. Numbers are used again: a process that has begun
     * after the file was written is another one, unless it looks like the command (the clock may
     * have been set since).
     *
     * @param command for a shell
     */
    static PidFile read(Path file, String command) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_BYTES), ISO_8859_1).trim();
            if (!text.matches("[1-9]\\d{0,9}")) {
                return new Nobody(file + " holds no process id");
            }
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return look(Long.parseLong(text), written, program(command));
        } catch (NoSuchFileException e) {
            return new Nobody("there is no " + file);
        } catch (IOException e) {
            return new Nobody("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static PidFile look(long pid, Instant written, String program) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(p -> !isZombie(p.pid()));
        if (process.isEmpty()) {
            return new Nobody("process %d is gone".formatted(pid));
        }
        boolean later =
                process.get()
                        .info()
                        .startInstant()
                        .filter(start -> start.isAfter(written.plus(TOLERANCE)))
                        .isPresent();
        return pid == ProcessHandle.current().pid() || (later && !words(pid).contains(program))
                ? new Nobody("process %d is another one".formatted(pid))
                : new Runs(pid);
    }

    /** The first word of the command, without its folder. */
    private static String program(String command) {
        String word = command.trim().split("\\s+", 2)[0];
        return word.substring(word.lastIndexOf('/') + 1);
    }

    private static String words(long pid) {
        try {
            return Files.readString(Path.of("/proc/%d/cmdline".formatted(pid)), ISO_8859_1);
        } catch (IOException e) {
            // It has just ended.
            return "";
        }
    }

    /** One that has ended and that its parent has not noticed. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)), ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return true;
        }
    }
}
