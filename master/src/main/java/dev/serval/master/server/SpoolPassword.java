package dev.serval.master.server;

import dev.serval.control.option.OptionException;
import dev.serval.control.option.PasswordFile;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.SpoolOptions;
import java.util.Optional;

/** The password for what keeps jobs elsewhere. */
public final class SpoolPassword {

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
        return PasswordFile.read("spooler-password-file", file);
    }
}
