package dev.serval.master.process;

import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processes that push nobody aside when they wake up: the policy {@code SCHED_BATCH} of sched(7). A
 * worker of the usual policy takes the processor of the router that has just called it, which is
 * two changes of process for each request.
 */
public final class Batch {

    /**
     * Before a command line: a shell asks chrt(1) to change it, and becomes the command whether or
     * not there is a chrt and the kernel let it. The process id stays.
     */
    static final List<String> WORDS =
            List.of("/bin/sh", "-c", "chrt -b -p 0 $$ >/dev/null 2>&1; exec \"$@\"", "sh");

    private static final Path OURSELVES = Path.of("/proc/self/stat");
    private static final String USUAL = "0";

    /** Of the fields behind the command's name, which may hold anything (proc(5): the 41st). */
    private static final int POLICY = 38;

    private Batch() {}

    /** Whether a child may become one: a program that does nothing does. Blocking. */
    public static boolean possible() {
        try {
            return Offspring.start(
                                    new ProcessBuilder("chrt", "-b", "0", "true")
                                            .redirectOutput(Redirect.DISCARD)
                                            .redirectError(Redirect.DISCARD))
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            // There is no chrt.
            return false;
        }
    }

    /**
     * Whether this process has the usual policy. Another was chosen by whoever started it, and is
     * its children's too.
     */
    public static boolean fits() {
        try {
            String line = Files.readString(OURSELVES);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return fields.length > POLICY && fields[POLICY].equals(USUAL);
        } catch (IOException e) {
            // No /proc: nothing is known, nothing is changed.
            return false;
        }
    }
}
