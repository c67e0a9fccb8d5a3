package dev.serval.master.process;

import dev.serval.control.link.ChildLink;
import dev.serval.control.link.Role;
import dev.serval.master.supervise.ChildId;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** Starts child processes. Their output is ours; their input is empty. */
public final class Launcher {

    /** Environment variable: the abstract Unix address that workers share and the router dials. */
    private static final String WORKERS_ADDRESS = "SERVAL_WORKERS_ADDRESS";

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
        ProcessBuilder builder =
                new ProcessBuilder(given.command().line(id))
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put(ChildLink.ADDRESS, linkAddress);
        environment.put(ChildLink.SENT, String.join(",", given.names()));
        environment.put(ChildLink.SLOT, Integer.toString(id.slot()));
        environment.put(ChildLink.SEAT, Integer.toString(seat));
        environment.put(WORKERS_ADDRESS, workersAddress);
        if (id.role() == Role.ROUTER) {
            // Names of files are bytes in paths of HTTP: a JVM in the C locale finds ASCII ones
            // only.
            environment.put("LC_ALL", "C.UTF-8");
        }
        return builder.start();
    }
}
