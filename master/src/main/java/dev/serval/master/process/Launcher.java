package dev.serval.master.process;

import dev.serval.control.link.ChildLink;
import dev.serval.master.supervise.ChildId;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;

/** Starts child processes. Their output is ours; their input is empty. */
public final class Launcher {

    /** Environment variable: the abstract Unix address that workers share and the router dials. */
    private static final String WORKERS_ADDRESS = "SERVAL_WORKERS_ADDRESS";

    private final ChildCommand command;
    private final String linkAddress;
    private final String workersAddress;

    /**
     * @param linkAddress the abstract address of {@link LinkServer}
     * @param workersAddress the abstract address all workers accept on
     */
    public Launcher(ChildCommand command, String linkAddress, String workersAddress) {
        this.command = command;
        this.linkAddress = linkAddress;
        this.workersAddress = workersAddress;
    }

    /**
     * Starts one child.
     *
     * @param descriptors the names of what the link will send it, in order
     * @throws IOException if the process cannot be made
     */
    Process start(ChildId id, List<String> descriptors) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command.line(id))
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put(ChildLink.ADDRESS, linkAddress);
        environment.put(ChildLink.SENT, String.join(",", descriptors));
        environment.put(ChildLink.SLOT, Integer.toString(id.slot()));
        environment.put(WORKERS_ADDRESS, workersAddress);
        return builder.start();
    }
}
