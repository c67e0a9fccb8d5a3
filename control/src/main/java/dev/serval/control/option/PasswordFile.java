package dev.serval.control.option;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that has a password in its first line. */
public final class PasswordFile {

    private static final int MOST_BYTES = 64 * 1024;

    private PasswordFile() {}

    /**
     * Reads it.
     *
     * @param option that names the file, for messages
     * @throws OptionException if there is none
     */
    public static String read(String option, String file) {
        try {
            if (Files.size(Path.of(file)) > MOST_BYTES) {
                throw OptionException.file(
                        "%s: %s is larger than %d bytes".formatted(option, file, MOST_BYTES));
            }
            String password = Files.readString(Path.of(file), UTF_8).lines().findFirst().orElse("");
            if (password.isBlank()) {
                throw OptionException.file(
                        "%s: %s has no password in its first line".formatted(option, file));
            }
            return password;
        } catch (IOException e) {
            throw OptionException.file(
                    "%s: %s cannot be read (%s)"
                            .formatted(option, file, e.getClass().getSimpleName()));
        }
    }
}
