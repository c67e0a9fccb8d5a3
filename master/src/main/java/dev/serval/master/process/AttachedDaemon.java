package dev.serval.master.process;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs for as long as the server does, and again whenever it ends. Has a thread of
 * its own.
 *
 * <p>A shell stands between: its input is a pipe of ours, and at its end, be it that we close it or
 * that this process is gone in any way, it ends the command, first with TERM, then by force.
 */
public final class AttachedDaemon {

    private static final String KEEPER =
            """
            exec 3<&0 </dev/null
            /bin/sh -c "exec $1" 3<&- &
            command=$!
            exec >/dev/null 2>&1
            (read -r _ <&3; kill "$command"; sleep "$2"; kill -9 "$command") &
            keeper=$!
            wait "$command"
            code=$?
            kill "$keeper"
            exit $code
            """;

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 30_000;
    private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration SHELL = Duration.ofSeconds(2);
    private static final int KILLED = 128 + 9;

    private final String command;
    private final Duration mercy;
    private final Thread thread;
    private volatile @Nullable Process process;
    private volatile boolean closing;

    private AttachedDaemon(String command, Duration mercy) {
        this.command = command;
        this.mercy = mercy;
        this.thread = Thread.ofPlatform().daemon().name("attached").unstarted(this::keep);
    }

    /**
     * Starts it.
     *
     * @param mercy how long it may take to end once it was asked to
     */
    public static AttachedDaemon start(String command, Duration mercy) {
        AttachedDaemon daemon = new AttachedDaemon(command, mercy);
        daemon.thread.start();
        return daemon;
    }

    private void keep() {
        long delay = 0;
        try {
            while (!closing) {
                TimeUnit.MILLISECONDS.sleep(delay);
                long began = System.nanoTime();
                int code = run();
                if (closing) {
                    return;
                }
                boolean proven = System.nanoTime() - began > PROVEN_NANOS;
                delay = proven ? FIRST_MILLIS : Math.clamp(2 * delay, FIRST_MILLIS, LONGEST_MILLIS);
                EventLog.line(
                        "daemon `%s` ended, exit code %d; again in %d ms"
                                .formatted(command, code, delay));
            }
        } catch (InterruptedException e) {
            // close() does that, to end the wait for the next start.
            return;
        } catch (IOException e) {
            EventLog.line("daemon `%s` cannot be run: %s".formatted(command, e.getMessage()));
        }
    }

    private int run() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", KEEPER, "serval", command, seconds(mercy))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        builder.environment().keySet().removeAll(Launcher.MASTERS_OWN);
        Process started = Offspring.start(builder);
        process = started;
        EventLog.line("daemon `%s` runs".formatted(command));
        return started.waitFor();
    }

    /** Ends it, and waits until it has ended. */
    public void close() throws InterruptedException {
        closing = true;
        thread.interrupt();
        Process last = process;
        if (last == null) {
            return;
        }
        try {
            last.getOutputStream().close();
        } catch (IOException e) {
            // The shell is gone already.
            return;
        }
        if (!last.waitFor(mercy.plus(SHELL))) {
            last.destroyForcibly();
            return;
        }
        if (last.exitValue() == KILLED) {
            EventLog.line(
                    "daemon `%s` did not end within %d ms (--reload-mercy) and was killed"
                            .formatted(command, mercy.toMillis()));
        }
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
    }
}
