package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.command.CommandServer;
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

/** Everything by which a running server is told what to do, and the file that says which it is. */
final class Controls {

    private final ListeningSocket socket;
    private final List<MasterFifo> fifos = new ArrayList<>();
    private final String pidFile;
    private final boolean named;

    private Controls(ListeningSocket socket, String pidFile, boolean named) {
        this.socket = socket;
        this.pidFile = pidFile;
        this.named = named;
    }

    /**
     * Opens what the plan names.
     *
     * @param takingOver whether a server that goes still has the files of the same names
     * @throws ListenException if the command socket cannot be opened
     * @throws IOException if a named pipe or the pid file cannot be made
     */
    static Controls open(
            ServerPlan plan, EventLoopGroup loops, CommandServer commands, boolean takingOver)
            throws ListenException, IOException {
        long pid = ProcessHandle.current().pid();
        String path =
                plan.control().isEmpty()
                        ? RunningServers.of(System.getenv(), Identities.uid()).make(pid).toString()
                        : plan.control();
        if (takingOver && !path.startsWith("@")) {
            Files.deleteIfExists(Path.of(path));
        }
        ListeningSocket socket =
                new SocketOpener(loops, 16, commands, new Activation(0)).unix("control", path);
        if (!path.startsWith("@")) {
            Files.setPosixFilePermissions(
                    Path.of(path), PosixFilePermissions.fromString("rw-------"));
        }
        socket.channel().config().setAutoRead(true);
        Controls controls = new Controls(socket, plan.pidFile(), !plan.control().isEmpty());
        for (String fifo : plan.masterFifos()) {
            controls.fifos.add(MasterFifo.open(Path.of(fifo), commands));
        }
        if (!controls.pidFile.isEmpty()) {
            Files.writeString(Path.of(controls.pidFile), pid + "\n");
        }
        return controls;
    }

    /**
     * Takes all of it away again.
     *
     * @param handedOver whether a successor has files of the same names
     */
    void close(boolean handedOver) {
        if (handedOver && named) {
            return;
        }
        socket.channel().close().awaitUninterruptibly();
        if (handedOver) {
            return;
        }
        try {
            for (MasterFifo fifo : fifos) {
                fifo.close();
            }
            if (!pidFile.isEmpty()) {
                Files.deleteIfExists(Path.of(pidFile));
            }
        } catch (IOException e) {
            EventLog.line("cannot remove a file of ours: " + e.getMessage());
        }
    }
}
