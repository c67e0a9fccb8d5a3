package dev.serval.master.process;

import dev.serval.control.link.ChildLink;
import dev.serval.control.link.Role;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.supervise.ChildId;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts child processes. Their input is empty. */
public final class Launcher {

    /** Environment variable: the process id of the Emperor that has started this server. */
    public static final String EMPEROR = "SERVAL_VASSAL_OF";

    /** What systemd, or an Emperor, tells the master, and it alone. */
    public static final List<String> MASTERS_OWN =
            List.of(
                    "NOTIFY_SOCKET",
                    "WATCHDOG_USEC",
                    "WATCHDOG_PID",
                    "LISTEN_PID",
                    "LISTEN_FDS",
                    "LISTEN_FDNAMES",
                    EMPEROR);

    private final String linkAddress;
    private final String workersAddress;

    /**
     * @param linkAddress the abstract address of {@link LinkServer}
     * @param workersAddress the abstract address all workers accept on
     */
    public Launcher(String linkAddress, String workersAddress) {
        this.linkAddress = linkAddress;
        this.workersAddress = workersAddress;
    }

    /**
     * Starts one child.
     *
     * @param seat its place on the scoreboard; 0 for none
     * @param given what the link will send it
     * @throws IOException if the process cannot be made
     */
    Process start(ChildId id, int seat, Handover given) throws IOException {
        List<String> line = given.command().line(id);
        ProcessBuilder builder =
                within(given.command().surroundings())
                        .command(line)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put(ChildLink.ADDRESS, linkAddress);
        environment.put(ChildLink.SENT, String.join(",", given.names()));
        environment.put(ChildLink.SLOT, Integer.toString(id.slot()));
        environment.put(ChildLink.SEAT, Integer.toString(seat));
        environment.put(ChildLink.WORKERS, workersAddress);
        if (id.role() == Role.ROUTER) {
            // Names of files are bytes in paths of HTTP: a JVM in the C locale finds ASCII ones
            // only.
            environment.put("LC_ALL", "C.UTF-8");
        }
        return Offspring.start(builder);
    }

    /** For a program: nothing of ours is in its environment but its number. */
    static ProcessBuilder program(ChildId id, Surroundings surroundings) {
        ProcessBuilder builder = within(surroundings);
        builder.command().addAll(surroundings.prefix());
        builder.environment().put(ChildLink.SLOT, Integer.toString(id.slot()));
        return builder;
    }

    /** What is the same for all; the command line is not there yet. */
    private static ProcessBuilder within(Surroundings surroundings) {
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>()).directory(surroundings.folder().toFile());
        builder.environment().keySet().removeAll(MASTERS_OWN);
        builder.environment().putAll(surroundings.environment());
        return builder;
    }
}
