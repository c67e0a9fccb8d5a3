package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.command.CommandServer;
import dev.serval.master.command.Commands;
import dev.serval.master.command.MasterFifo;
import dev.serval.master.command.RunningServers;
import dev.serval.master.socket.Activation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything by which a running server is told what to do, and the file that says which it is. */
final class Controls {

    private final ServerPlan plan;
    private final EventLoopGroup loops;
    private final Commands commands;
    private final List<MasterFifo> fifos = new ArrayList<>();
    private @Nullable ListeningSocket socket;

    /**
     * @param plan names all of it
     */
    Controls(ServerPlan plan, EventLoopGroup loops, Commands commands) {
        this.plan = plan;
        this.loops = loops;
        this.commands = commands;
    }

    /**
     * Opens what the plan names.
     *
     * @throws ListenException if the command socket cannot be opened
     * @throws IOException if a named pipe or the pid file cannot be made
     */
    void open() throws ListenException, IOException {
        long pid = ProcessHandle.current().pid();
        String path =
                plan.control().isEmpty()
                        ? RunningServers.of(System.getenv(), Identities.uid()).make(pid).toString()
                        : plan.control();
        ListeningSocket opened =
                new SocketOpener(
                                loops,
                                16,
                                new CommandServer(Identities.uid(), commands),
                                new Activation(0))
                        .unix("control", path);
        socket = opened;
        if (!path.startsWith("@")) {
            Files.setPosixFilePermissions(
                    Path.of(path), PosixFilePermissions.fromString("rw-------"));
        }
        opened.channel().config().setAutoRead(true);
        for (String fifo : plan.masterFifos()) {
            fifos.add(MasterFifo.open(Path.of(fifo), commands));
        }
        if (!plan.pidFile().isEmpty()) {
            Files.writeString(Path.of(plan.pidFile()), pid + "\n");
        }
    }

    /**
     * Opens it in place of a server that goes, which still has files of the same names. Not before
     * we serve: until then they are how the other one is reached.
     */
    void takeOver() {
        try {
            if (!plan.control().isEmpty() && !plan.control().startsWith("@")) {
                Files.deleteIfExists(Path.of(plan.control()));
            }
            for (String fifo : plan.masterFifos()) {
                MasterFifo.removeOld(Path.of(fifo));
            }
            open();
        } catch (ListenException | IOException e) {
            EventLog.line("commands cannot reach this server: " + e.getMessage());
        }
    }

    /**
     * A successor serves: whoever talks to the one server of this user is to find that one, and not
     * both. Where commands come is the successor's already if the plan names it.
     */
    void handOver() {
        ListeningSocket opened = socket;
        if (opened != null && plan.control().isEmpty()) {
            opened.channel().close();
        }
    }

    /** Takes all of it away again; not where a successor has files of the same names. */
    void close() {
        ListeningSocket opened = socket;
        if (opened == null) {
            return;
        }
        opened.channel().close().awaitUninterruptibly();
        try {
            for (MasterFifo fifo : fifos) {
                fifo.close();
            }
            if (!plan.pidFile().isEmpty()) {
                Files.deleteIfExists(Path.of(plan.pidFile()));
            }
        } catch (IOException e) {
            EventLog.line("cannot remove a file of ours: " + e.getMessage());
        }
    }
}
