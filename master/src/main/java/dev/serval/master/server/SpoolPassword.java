package dev.serval.master.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.SpoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The password for what keeps jobs elsewhere. */
public final class SpoolPassword {

    private static final int MOST_BYTES = 64 * 1024;

    private SpoolPassword() {}

    /**
     * That of the file, if one is named.
     *
     * @throws OptionException if it cannot be read, or a password is on the command line
     */
    static Optional<String> of(OptionValues values) {
        values.refusePassword(
                SpoolOptions.SPOOLER, "name a file that holds it: --spooler-password-file FILE");
        return values.isSaid(SpoolOptions.PASSWORD_FILE)
                ? Optional.of(read(values.get(SpoolOptions.PASSWORD_FILE)))
                : Optional.empty();
    }

    /**
     * The first line of a file.
     *
     * @throws OptionException if there is none
     */
    public static String read(String file) {
        try {
            if (Files.size(Path.of(file)) > MOST_BYTES) {
                throw OptionException.file(
                        "spooler-password-file: %s is larger than %d bytes"
                                .formatted(file, MOST_BYTES));
            }
            String password = Files.readString(Path.of(file), UTF_8).lines().findFirst().orElse("");
            if (password.isBlank()) {
                throw OptionException.file(
                        "spooler-password-file: %s has no password in its first line"
                                .formatted(file));
            }
            return password;
        } catch (IOException e) {
            throw OptionException.file(
                    "spooler-password-file: %s cannot be read (%s)"
                            .formatted(file, e.getClass().getSimpleName()));
        }
    }
}
