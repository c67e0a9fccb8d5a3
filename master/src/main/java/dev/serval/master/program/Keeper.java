package dev.serval.master.program;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends programs when the master is gone, by any death: they have no link whose end they would
 * notice. A shell reads their process ids from a pipe of ours; at its end it asks those that are
 * left to end, and then kills them with all they have started.
 */
final class Keeper {

    /** Ctrl-C is for the master alone, which ends programs when their requests have ended. */
    private static final String SCRIPT =
            """
            trap '' INT HUP QUIT TERM
            all=
            while read -r what pid; do
              if [ "$what" = + ]; then
                all="$all $pid"
                continue
              fi
              rest=
              for each in $all; do
                [ "$each" = "$pid" ] || rest="$rest $each"
              done
              all=$rest
              kill -9 "-$pid"
            done
            [ -n "$all" ] || exit 0
            for each in $all; do kill "$each"; done
            sleep 2
            for each in $all; do kill -9 "-$each"; done
            """;

    private final Set<Long> kept = ConcurrentHashMap.newKeySet();
    private @Nullable OutputStream shell;

    /** A program was started; the leader of a process group. */
    synchronized void add(long pid) {
        kept.add(pid);
        tell("+", pid);
    }

    /** It has ended, and what it has started ends with it. */
    synchronized void ended(long pid) {
        if (kept.remove(pid)) {
            tell("-", pid);
        }
    }

    private void tell(String what, long pid) {
        OutputStream to = shell;
        if (to == null) {
            begin();
            return;
        }
        try {
            write(to, what, pid);
        } catch (IOException e) {
            // Somebody has ended it: the next one is told all.
            begin();
        }
    }

    private void begin() {
        try {
            OutputStream begun =
                    Offspring.start(
                                    new ProcessBuilder("/bin/sh", "-c", SCRIPT)
                                            .redirectOutput(Redirect.DISCARD)
                                            .redirectError(Redirect.DISCARD))
                            .getOutputStream();
            shell = begun;
            for (long pid : kept) {
                write(begun, "+", pid);
            }
        } catch (IOException e) {
            shell = null;
            EventLog.line(
                    "nobody will end programs when this process is killed: " + e.getMessage());
        }
    }

    private static void write(OutputStream to, String what, long pid) throws IOException {
        to.write("%s %d\n".formatted(what, pid).getBytes(US_ASCII));
        to.flush();
    }
}
