package dev.serval.master.command;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.supervise.FleetEvent;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * uWSGI's master FIFO: a named pipe in which each byte is a command (uwsgi-docs, MasterFIFO.rst).
 * Has a thread of its own, since opening a pipe waits for who writes to it.
 */
public final class MasterFifo {

    private final Path path;
    private final Commands commands;

    private MasterFifo(Path path, Commands commands) {
        this.path = path;
        this.commands = commands;
    }

    /**
     * Makes the pipe, for this user alone, and begins to read.
     *
     * @throws IOException if there is another kind of file, or the pipe cannot be made
     */
    public static MasterFifo open(Path path, Commands commands) throws IOException {
        if (Files.exists(path) && !isPipe(path)) {
            throw new IOException(path + " is there and is no named pipe");
        }
        if (!Files.exists(path)) {
            Process made =
                    Offspring.start(
                            new ProcessBuilder("mkfifo", "-m", "600", path.toString()).inheritIO());
            if (made.onExit().join().exitValue() != 0) {
                throw new IOException("the named pipe " + path + " cannot be made");
            }
        }
        MasterFifo fifo = new MasterFifo(path, commands);
        Thread.ofPlatform().daemon().name("master-fifo").start(fifo::read);
        return fifo;
    }

    /**
     * Removes the pipe of a server that goes: letters would still reach it.
     *
     * @throws IOException if it cannot be removed
     */
    public static void removeOld(Path path) throws IOException {
        if (Files.exists(path) && isPipe(path)) {
            Files.delete(path);
        }
    }

    private static boolean isPipe(Path path) throws IOException {
        return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
                .isOther();
    }

    private void read() {
        while (Files.exists(path)) {
            try (InputStream pipe = new FileInputStream(path.toFile())) {
                for (int letter = pipe.read(); letter >= 0; letter = pipe.read()) {
                    obey((char) letter);
                }
            } catch (IOException e) {
                EventLog.line("master FIFO %s: %s".formatted(path, e.getMessage()));
                return;
            }
        }
    }

    private void obey(char letter) {
        switch (letter) {
            case 'r', 'R', 'w', 'W' -> commands.post(new FleetEvent.ReloadAsked(false));
            case 'c' -> commands.post(new FleetEvent.ReloadAsked(true));
            case 'q' -> commands.post(new FleetEvent.StopAsked());
            case 'Q' -> commands.post(new FleetEvent.KillAsked());
            case 'p' -> commands.post(new FleetEvent.PauseToggled());
            case 'f' -> commands.upgrade((_, _) -> {});
            case 's' -> commands.logStatus();
            case 'l' -> commands.log().reopen((_, _) -> {});
            case 'L' -> commands.log().rotate((_, _) -> {});
            case '+' -> commands.post(new FleetEvent.Scale(1));
            case '-' -> commands.post(new FleetEvent.Scale(-1));
            case '\n', '\r', ' ' -> {}
            default -> EventLog.line("master FIFO: `%c` is no command".formatted(letter));
        }
    }

    /** Removes the pipe. */
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
