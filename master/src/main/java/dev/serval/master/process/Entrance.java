package dev.serval.master.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.option.OptionException;
import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries the words that children are started through on a program that does nothing: what the kernel
 * refuses is said before anything is started. Blocking.
 */
public final class Entrance {

    private static final String NOTHING = "true";

    private Entrance() {}

    /**
     * @throws OptionException if a child could not be started like this, with the reason
     */
    public static void check(Surroundings surroundings) {
        if (surroundings.prefix().isEmpty()) {
            return;
        }
        List<String> line = new ArrayList<>(surroundings.prefix());
        line.add(NOTHING);
        try {
            Process trial =
                    Offspring.start(
                            new ProcessBuilder(line)
                                    .directory(surroundings.folder().toFile())
                                    .redirectErrorStream(true)
                                    .redirectInput(Redirect.from(new java.io.File("/dev/null"))));
            String said = new String(trial.getInputStream().readAllBytes(), UTF_8).strip();
            int code = trial.onExit().join().exitValue();
            if (code != 0) {
                throw refused(said.isEmpty() ? "exit code " + code : said);
            }
        } catch (IOException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static OptionException refused(String why) {
        return OptionException.combination("routers and workers cannot be started so: " + why);
    }
}
