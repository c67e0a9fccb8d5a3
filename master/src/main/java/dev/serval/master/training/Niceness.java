package dev.serval.master.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that takes what nobody else wants. */
final class Niceness {

    private static final Path NICE = Path.of("/usr/bin/nice");

    private Niceness() {}

    /** Words before a command line. Where there is no nice(1), it runs as we do. */
    static List<String> prefix() {
        return Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "19") : List.of();
    }

    /** Where memory runs out, this process goes first (proc(5), oom_score_adj). */
    static void goFirst(long pid) {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), "1000");
        } catch (IOException e) {
            // It is gone already, or this kernel has no such file.
            return;
        }
    }
}
