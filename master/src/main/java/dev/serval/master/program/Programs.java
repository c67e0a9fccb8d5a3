package dev.serval.master.program;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes of programs that run now: started with a port each, asked until they serve, and
 * ended by a signal once no router has a request there. Any thread.
 */
public final class Programs {

    private static final long PAUSE_MILLIS = 50;

    /** Of the time it has to finish, when a program is told to end although it is not finished. */
    private static final int LATEST_PERCENT = 75;

    private static final int ALL_PERCENT = 100;

    /** Takes what a worker of ours would say itself. */
    public interface Inbox {

        /** It serves. */
        void ready(ChildId id, long pid);

        /**
         * It should be replaced.
         *
         * @param why goes on from "worker 1 (pid: 7) ..."
         */
        void unfit(ChildId id, long pid, String why);
    }

    private final Inbox inbox;
    private final FreePorts ports = FreePorts.here();
    private final Keeper keeper = new Keeper();
    private final Map<Long, ProgramProcess> running = new ConcurrentHashMap<>();

    /** No program runs yet. */
    public Programs(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * Starts one process.
     *
     * @param builder has its surroundings
     * @param said variables of the operator's, which count for more than ours
     * @throws IOException if there can be no process, or no port is free
     */
    public Process start(
            ChildId id, Program program, ProcessBuilder builder, Map<String, String> said)
            throws IOException {
        int port = port();
        // A session of its own: Ctrl-C is for the master alone.
        builder.command().add("setsid");
        builder.command().addAll(program.line(port));
        builder.environment().putAll(Program.environment(port));
        builder.environment().putAll(said);
        Process process =
                Offspring.start(builder.redirectInput(Redirect.from(new File("/dev/null"))));
        keeper.add(process.pid());
        ProgramProcess begun = new ProgramProcess(id, program, port, process);
        running.put(process.pid(), begun);
        EventLog.line(
                "%s (pid: %d) is `%s`, port %d"
                        .formatted(id, process.pid(), program.shown(), port));
        Thread.ofVirtual().name("program-ready").start(() -> awaitReady(begun));
        return process;
    }

    private int port() throws IOException {
        int port = ports.next();
        while (taken(port)) {
            port = ports.next();
        }
        return port;
    }

    /** One that is starting may not have opened its own yet. */
    private boolean taken(int port) {
        return running.values().stream().anyMatch(each -> each.port() == port);
    }

    private void awaitReady(ProgramProcess begun) {
        try {
            while (begun.isAlive() && running.containsKey(begun.pid())) {
                if (begun.asksReady()) {
                    inbox.ready(begun.id(), begun.pid());
                    return;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this process is one of them. */
    public boolean has(long pid) {
        return running.containsKey(pid);
    }

    /** Where it listens; 0 for a process that is no program. */
    public int port(long pid) {
        ProgramProcess one = running.get(pid);
        return one == null ? 0 : one.port();
    }

    /**
     * Why it is not ready yet, in words that go on from a sentence; empty if there is no more to
     * say.
     */
    public String excuse(long pid) {
        ProgramProcess one = running.get(pid);
        return one == null ? "" : one.excuse();
    }

    /**
     * It is given nothing new, and ends when these have no request there any more.
     *
     * @param routers process ids of those that will say so
     * @param mercy how long it may take
     */
    public void drain(long pid, Set<Long> routers, Duration mercy) {
        ProgramProcess one = running.get(pid);
        if (one != null) {
            one.drain(routers, mercy.multipliedBy(LATEST_PERCENT).dividedBy(ALL_PERCENT));
        }
    }

    /** This router has no request at this process. */
    public void released(long router, long pid) {
        ProgramProcess one = running.get(pid);
        if (one != null) {
            one.released(router);
        }
    }

    /** A router has given up a request to it. */
    public void overdue(long pid) {
        ProgramProcess one = running.get(pid);
        if (one != null) {
            inbox.unfit(one.id(), pid, "has a request that takes too long");
        }
    }

    /** A process has ended, a program or a router; blocking for as long as it has last words. */
    public void ended(long pid, ExitStatus status) {
        ProgramProcess one = running.remove(pid);
        if (one != null) {
            keeper.ended(pid);
            one.ended(status);
        }
        running.values().forEach(each -> each.released(pid));
    }
}
