package dev.serval.master.process;

import dev.serval.control.link.ToChild;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The processes that run now. Belongs to the master's thread; {@link Exits} is called on others.
 */
public final class ChildProcesses {

    /** Told once for each process, on a thread of the JVM's. */
    @FunctionalInterface
    public interface Exits {
        /** The process is gone and reaped. */
        void exited(ChildId id, long pid, ExitStatus status);
    }

    private record Child(Process process, Instant since) {}

    private final Launcher launcher;
    private final LinkServer links;
    private final Handover.PerRole handover;
    private final Exits exits;
    private final Map<ChildId, Child> children = new HashMap<>();

    /** No process runs yet. */
    public ChildProcesses(
            Launcher launcher, LinkServer links, Handover.PerRole handover, Exits exits) {
        this.launcher = launcher;
        this.links = links;
        this.handover = handover;
        this.exits = exits;
    }

    /**
     * Starts a child.
     *
     * @return its process id
     * @throws IOException if there can be no process
     */
    public long spawn(ChildId id) throws IOException {
        Handover given = handover.of(id.role());
        Process process = links.start(launcher, id, given);
        children.put(id, new Child(process, Instant.now()));
        process.onExit().thenAccept(p -> exits.exited(id, p.pid(), new ExitStatus(p.exitValue())));
        return process.pid();
    }

    /** Sends one message to the child that now has this id, if there is one. */
    public void tell(ChildId id, ToChild message) {
        Child child = children.get(id);
        if (child != null) {
            links.send(child.process.pid(), message);
        }
    }

    /** Asks the child to end; it may not have a link yet, then the signal must do. */
    public void drain(ChildId id, Duration mercy) {
        tell(id, new ToChild.Drain(mercy));
    }

    /** SIGKILL. */
    public void kill(ChildId id) {
        Child child = children.get(id);
        if (child != null) {
            child.process.destroyForcibly();
        }
    }

    /** The child was reaped. */
    public void forget(ChildId id, long pid) {
        links.forget(pid);
        children.computeIfPresent(id, (_, child) -> child.process.pid() == pid ? null : child);
    }

    /** The process id of the child that now has this id. */
    public Optional<Long> pid(ChildId id) {
        return Optional.ofNullable(children.get(id)).map(child -> child.process.pid());
    }

    /** When the child's process was started. */
    public Optional<Instant> since(ChildId id) {
        return Optional.ofNullable(children.get(id)).map(Child::since);
    }
}
