package dev.serval.master.offspring;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Everything that this process has started and the JVM has not reaped yet. Of each of them the JVM
 * has a thread in waitpid(2), whose answer {@link Reaper} must not take.
 */
public final class Offspring {

    private static final ReentrantLock STARTING = new ReentrantLock(true);
    private static final Map<Long, Process> OWN = new ConcurrentHashMap<>();

    private Offspring() {}

    /**
     * Starts a process. The only way to start one in the master.
     *
     * @throws IOException as {@link ProcessBuilder#start()} does
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        STARTING.lock();
        try {
            Process process = builder.start();
            OWN.put(process.pid(), process);
            // By identity: the number may be another process's by then.
            process.onExit().thenAccept(ended -> OWN.remove(ended.pid(), ended));
            return process;
        } finally {
            STARTING.unlock();
        }
    }

    /**
     * Asks about processes while none is being started, as one that is has no number yet.
     *
     * @param question is given a predicate that knows our own
     */
    static void between(Consumer<LongPredicate> question) {
        STARTING.lock();
        try {
            question.accept(OWN::containsKey);
        } finally {
            STARTING.unlock();
        }
    }
}
