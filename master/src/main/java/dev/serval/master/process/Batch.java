package dev.serval.master.process;

import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that push nobody aside when they wake up: the policy {@code SCHED_BATCH} of sched(7). A
 * worker of the usual policy takes the processor of the router that has just called it, which is
 * two changes of process for each request.
 */
public final class Batch {

    private static final List<String> CHRT = List.of("chrt", "-b");

    private static final Path OURSELVES = Path.of("/proc/self/stat");
    private static final String USUAL = "0";

    /** Of the fields behind the command's name, which may hold anything (proc(5): the 41st). */
    private static final int POLICY = 38;

    private Batch() {}

    /**
     * Makes a process one, with all its threads; what they start will be, too. Returns at once. A
     * process of its own, chrt(1) of util-linux, asks for it: as the same user, who may, and alone
     * if a sandbox ends whoever asks. Where there is none, all stays as it is.
     */
    public static void become(long pid, Surroundings surroundings) {
        List<String> line = new ArrayList<>(surroundings.prefix());
        line.addAll(CHRT);
        line.addAll(List.of("-a", "-p", "0", Long.toString(pid)));
        try {
            start(line);
        } catch (IOException _) {
            // There is no chrt: the doctor says so.
        }
    }

    /** Whether a child may become one: a program that does nothing does. Blocking. */
    public static boolean possible() {
        List<String> line = new ArrayList<>(CHRT);
        line.addAll(List.of("0", "true"));
        try {
            return start(line).onExit().join().exitValue() == 0;
        } catch (IOException _) {
            // There is no chrt.
            return false;
        }
    }

    private static Process start(List<String> line) throws IOException {
        return Offspring.start(
                new ProcessBuilder(line)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD));
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
        } catch (IOException _) {
            // No /proc: nothing is known, nothing is changed.
            return false;
        }
    }
}
