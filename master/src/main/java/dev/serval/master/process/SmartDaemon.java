package dev.serval.master.process;

import dev.serval.control.log.EventLog;
import dev.serval.control.option.WatchedCommand;
import dev.serval.master.offspring.Offspring;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that is known by its pidfile, in the foreground or the background: started when nobody
 * runs, and left alone when the server ends. Has a thread of its own.
 */
public final class SmartDaemon {

    private static final long LOOK_MILLIS = 1000;
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How long it may take from its start to its pidfile. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final WatchedCommand daemon;
    private final BooleanSupplier ours;
    private final Thread thread;
    private @Nullable Process started;
    private long seen;
    private long began = System.nanoTime();
    private long delay;
    private long next = began;

    private SmartDaemon(WatchedCommand daemon, BooleanSupplier ours) {
        this.daemon = daemon;
        this.ours = ours;
        this.thread = Thread.ofPlatform().daemon().name("smart-attached").unstarted(this::keep);
    }

    /**
     * Looks after it from now on.
     *
     * @param ours whether it is still this server that does
     */
    public static SmartDaemon watch(WatchedCommand daemon, BooleanSupplier ours) {
        SmartDaemon watched = new SmartDaemon(daemon, ours);
        watched.thread.start();
        return watched;
    }

    /** Looks no longer; the command goes on. */
    public void leave() {
        thread.interrupt();
    }

    private void keep() {
        try {
            while (ours.getAsBoolean()) {
                switch (PidFile.read(Path.of(daemon.pidFile()), daemon.command())) {
                    case PidFile.Runs(long pid) -> runs(pid);
                    case PidFile.Nobody(String why) -> missing(why);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // leave() does that.
            return;
        }
    }

    private void runs(long pid) {
        long now = System.nanoTime();
        if (pid != seen) {
            seen = pid;
            next = began + delay;
            EventLog.line("daemon `%s` runs, pid %d".formatted(daemon.command(), pid));
        }
        if (now - began > PROVEN_NANOS) {
            delay = 0;
            next = now;
        }
    }

    private void missing(String why) {
        Process last = started;
        if (last != null && last.isAlive()) {
            return;
        }
        if (last != null && last.exitValue() != 0) {
            next = Math.min(next, began + delay);
        }
        if (System.nanoTime() - next >= 0) {
            EventLog.line("daemon `%s`: %s; starting it".formatted(daemon.command(), why));
            start();
        }
    }

    private void start() {
        began = System.nanoTime();
        delay = Math.clamp(2 * delay, FIRST_NANOS, LONGEST_NANOS);
        next = began + Math.max(delay, PATIENCE_NANOS);
        seen = 0;
        ProcessBuilder builder =
                new ProcessBuilder("setsid", "/bin/sh", "-c", "exec " + daemon.command())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        builder.environment().keySet().removeAll(Launcher.MASTERS_OWN);
        try {
            started = Offspring.start(builder);
        } catch (IOException e) {
            EventLog.line(
                    "daemon `%s` cannot be run: %s".formatted(daemon.command(), e.getMessage()));
        }
    }
}
