package dev.serval.master.log;

import dev.serval.control.log.StandardOutput;
import dev.serval.control.option.OptionException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * One log file, by its path.
 *
 * @param path where it is; absolute
 */
public record LogFile(Path path) {

    /** The file of this name, which may begin in our folder. */
    public static LogFile named(String name) {
        return new LogFile(Path.of(name).toAbsolutePath());
    }

    /**
     * Makes sure that it can be written, before anything is.
     *
     * @throws OptionException if it cannot; the message has the reason
     */
    public void check() {
        try {
            StandardOutput.close(StandardOutput.open(path));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /**
     * Has all output of this process go there from now on.
     *
     * @throws OptionException if it cannot be written
     */
    public void begin() {
        try {
            open();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private OptionException refused(IOException e) {
        return OptionException.combination(
                "the log file %s cannot be written: %s".formatted(path, e.getMessage()));
    }

    /** The same, while the server runs: what was there before stays where it is if this fails. */
    void open() throws IOException {
        StandardOutput.become(StandardOutput.open(path));
    }

    /** How large it is; 0 if there is none. */
    long bytes() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Gives it another name; who has it open writes on.
     *
     * @param backup the name, which may begin in our folder; empty for its own and the time
     * @throws IOException if that cannot be, with a whole sentence
     */
    void moveAway(String backup) throws IOException {
        Path target =
                backup.isEmpty()
                        ? path.resolveSibling(path.getFileName() + "." + now())
                        : Path.of(backup).toAbsolutePath();
        try {
            if (backup.isEmpty()) {
                Files.move(path, target);
            } else {
                Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(target + " is there already", e);
        } catch (IOException e) {
            throw new IOException("%s cannot be renamed to %s".formatted(path, target), e);
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
