package dev.serval.master.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Users and groups by name or number, asked of getent(1), so that those of a directory service are
 * found as well as those of {@code /etc/passwd}. Blocking.
 */
public final class Accounts {

    private static final int UID = 2;
    private static final int GID = 3;
    private static final int HOME = 5;

    private Accounts() {}

    /**
     * @param uid its number
     * @param gid the number of its own group
     * @param home its folder
     */
    public record User(int uid, int gid, String home) {}

    /** The user of this name or number. */
    public static Optional<User> user(String nameOrNumber) {
        return entry("passwd", nameOrNumber)
                .filter(fields -> fields.size() > HOME)
                .map(f ->
                        new User(
                                Integer.parseInt(f.get(UID)),
                                Integer.parseInt(f.get(GID)),
                                f.get(HOME)));
    }

    /** The number of the group of this name or number. */
    public static Optional<Integer> group(String nameOrNumber) {
        return entry("group", nameOrNumber)
                .filter(fields -> fields.size() > UID)
                .map(fields -> Integer.parseInt(fields.get(UID)));
    }

    private static Optional<List<String>> entry(String database, String key) {
        if (key.startsWith("-")) {
            return Optional.empty();
        }
        try {
            Process getent =
                    Offspring.start(
                            new ProcessBuilder("getent", database, key)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD));
            String line = new String(getent.getInputStream().readAllBytes(), UTF_8).trim();
            return getent.onExit().join().exitValue() == 0
                    ? Optional.of(List.of(line.split(":", -1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
