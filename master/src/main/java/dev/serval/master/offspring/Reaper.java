package dev.serval.master.offspring;

import dev.serval.control.log.EventLog;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Reaps processes that others have started and left behind, as process 1 must: each that is not
 * reaped keeps its number, of which a container may have few. Belongs to one thread.
 *
 * <p>Looks at one that has ended before it takes it (waitid(2), WNOWAIT): one of our own is left to
 * the JVM, which has a thread waiting for it.
 */
public final class Reaper {

    private static final int INIT = 1;
    private static final long LOOK_MILLIS = 1000;

    /** From wait(2) and signal.h of Linux, 64 bits. */
    private static final int ALL = 0;

    private static final int NO_HANG = 1;
    private static final int EXITED = 4;
    private static final int NO_WAIT = 0x01000000;
    private static final int SIGINFO_BYTES = 128;
    private static final int SIGINFO_PID = 16;

    private final MethodHandle waitid;
    private final MethodHandle waitpid;
    private final MemorySegment info = Arena.global().allocate(SIGINFO_BYTES, Long.BYTES);

    Reaper() {
        waitid =
                function(
                        "waitid",
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        waitpid =
                function(
                        "waitpid", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    }

    private static MethodHandle function(String name, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /** Begins, on a thread of its own, if this is process 1. */
    public static void watchAsInit() {
        if (ProcessHandle.current().pid() == INIT) {
            Thread.ofPlatform().daemon().name("reaper").start(Reaper::watch);
        }
    }

    private static void watch() {
        Reaper reaper = new Reaper();
        try {
            while (true) {
                reaper.look();
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // Nobody does that.
            return;
        } catch (IllegalStateException e) {
            EventLog.failure("processes that others leave behind are not reaped", e);
        }
    }

    /**
     * Reaps all that have ended and are not ours. One of ours ends the look: the kernel shows
     * nobody behind it before it is gone.
     *
     * @throws IllegalStateException if the system cannot be called
     */
    void look() {
        Offspring.between(this::look);
    }

    private void look(LongPredicate own) {
        int pid = ended();
        while (pid > 0 && !own.test(pid)) {
            reap(pid);
            pid = ended();
        }
    }

    /** A child that has ended and is not reaped; 0 or less if there is none. */
    private int ended() {
        info.fill((byte) 0);
        try {
            int failed = (int) waitid.invokeExact(ALL, 0, info, NO_HANG | EXITED | NO_WAIT);
            return failed == 0 ? info.get(ValueLayout.JAVA_INT, SIGINFO_PID) : 0;
        } catch (Throwable e) {
            throw new IllegalStateException("waitid(2) cannot be called", e);
        }
    }

    private void reap(int pid) {
        try {
            int reaped = (int) waitpid.invokeExact(pid, MemorySegment.NULL, NO_HANG);
            assert reaped == pid;
        } catch (Throwable e) {
            throw new IllegalStateException("waitpid(2) cannot be called", e);
        }
    }
}
