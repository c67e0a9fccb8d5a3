package dev.serval.master.dev;

import dev.serval.control.log.EventLog;
import dev.serval.control.source.OptionSources;
import dev.serval.control.source.OptionSources.Argument;
import dev.serval.master.server.Installation;
import dev.serval.master.server.Server;
import dev.serval.master.socket.ListenException;
import java.io.IOException;
import java.util.List;

/** {@code serval dev}: a server for one developer, and what goes along with it. */
public final class Dev {

    private Dev() {}

    /**
     * Runs until the server has ended. Main thread.
     *
     * @param arguments of the command line
     * @param debugPort the first of two ports for a debugger; 0 for none
     * @return the exit code
     * @throws ListenException if an address cannot be listened on
     * @throws IOException if the server cannot be started
     * @throws InterruptedException never
     * @throws dev.serval.control.option.OptionException for the first mistake of the operator's
     */
    public static int run(
            OptionSources sources,
            List<Argument> arguments,
            Installation installation,
            int debugPort)
            throws ListenException, IOException, InterruptedException {
        try (Build build = new Build(installation.lib())) {
            Debugger debugger = new Debugger(debugPort);
            DevPlans plans =
                    new DevPlans(sources, arguments, installation.classPath(), build, debugger);
            DevLoop loop = new DevLoop(plans, build);
            loop.firstBuild();
            EventLog.line(
                    "dev: this server is for whoever develops; it shows sources and traces to whoever reaches it");
            try (Keys _ = Keys.listen(loop)) {
                return Server.run(plans, installation, loop);
            }
        }
    }
}
