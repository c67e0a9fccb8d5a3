package dev.serval.master.process;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.master.program.Program;
import dev.serval.master.program.Programs;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that run now, by process id: a slot may have several, one serving and others on
 * their way in or out. Belongs to the master's thread; {@link Exits} is called on others.
 */
public final class ChildProcesses {

    /** Told once for each process, on a thread of the JVM's. */
    @FunctionalInterface
    public interface Exits {
        /** The process is gone and reaped. */
        void exited(ChildId id, long pid, ExitStatus status);
    }

    /**
     * One of them.
     *
     * @param id the slot it was started for
     * @param seat its place on the scoreboard, 1 and up
     * @param generation what it was started from
     * @param since when it was started
     */
    public record Child(ChildId id, long pid, int seat, int generation, Instant since) {}

    /**
     * One that is gone.
     *
     * @param called whether it got as far as calling the master
     */
    public record Buried(Child child, boolean called) {}

    private record Running(Child child, Process process) {}

    private final Launcher launcher;
    private final LinkServer links;
    private final Programs programs;
    private final Exits exits;
    private final Map<Long, Running> running = new HashMap<>();

    /**
     * No process runs yet.
     *
     * @param programs start those that are none of ours
     */
    public ChildProcesses(Launcher launcher, LinkServer links, Programs programs, Exits exits) {
        this.launcher = launcher;
        this.links = links;
        this.programs = programs;
        this.exits = exits;
    }

    /**
     * Starts a child.
     *
     * @param seat its place on the scoreboard, 1 and up
     * @param generation what it is started from
     * @return its process id
     * @throws IOException if there can be no process
     */
    public long spawn(ChildId id, int seat, int generation, Handover given) throws IOException {
        Process process =
                given.program().isPresent()
                        ? start(id, given.program().get(), given.command().surroundings())
                        : links.start(launcher, id, seat, given);
        Child child = new Child(id, process.pid(), seat, generation, Instant.now());
        running.put(process.pid(), new Running(child, process));
        process.onExit().thenAccept(p -> exited(id, p.pid(), new ExitStatus(p.exitValue())));
        return process.pid();
    }

    private Process start(ChildId id, Program program, Surroundings surroundings)
            throws IOException {
        return programs.start(
                id, program, Launcher.program(id, surroundings), surroundings.environment());
    }

    private void exited(ChildId id, long pid, ExitStatus status) {
        programs.ended(pid, status);
        exits.exited(id, pid, status);
    }

    /** Sends one message, if the process has a link. */
    public void tell(long pid, ToChild message) {
        links.tell(pid, message);
    }

    /** Lets a process finish and end; one that is a program when the routers have let go of it. */
    public void drain(long pid, Duration mercy) {
        if (!programs.has(pid)) {
            tell(pid, new ToChild.Drain(mercy));
            return;
        }
        Set<Long> asked = new HashSet<>();
        for (Child child : all()) {
            if (child.id().role() == Role.ROUTER
                    && links.tell(child.pid(), new ToChild.Release(pid))) {
                asked.add(child.pid());
            }
        }
        programs.drain(pid, asked, mercy);
    }

    /** Tells every router which workers may be given requests, and where those are that listen. */
    public void roster(List<Member> workers) {
        List<Member> found =
                workers.stream().map(member -> member.at(programs.port(member.pid()))).toList();
        tellAll(Role.ROUTER, new ToChild.Roster(found));
    }

    /** What there is to say of a process that is not ready yet, to go on from a sentence. */
    public String excuse(long pid) {
        return programs.excuse(pid);
    }

    /** Sends one message to every process of this role, those that retire included. */
    public void tellAll(Role role, ToChild message) {
        for (Child child : all()) {
            if (child.id().role() == role) {
                tell(child.pid(), message);
            }
        }
    }

    /** SIGKILL. */
    public void kill(long pid) {
        Running each = running.get(pid);
        if (each != null) {
            // Not by the process itself: it would close what is still to be read of its output.
            each.process.toHandle().destroyForcibly();
        }
    }

    /** The process was reaped; it is returned for the last time. */
    public Optional<Buried> forget(long pid) {
        boolean called = links.forget(pid);
        return Optional.ofNullable(running.remove(pid)).map(r -> new Buried(r.child, called));
    }

    /** The process with this id. */
    public Optional<Child> find(long pid) {
        return Optional.ofNullable(running.get(pid)).map(Running::child);
    }

    /** All that run now. */
    public List<Child> all() {
        return running.values().stream().map(Running::child).toList();
    }
}
