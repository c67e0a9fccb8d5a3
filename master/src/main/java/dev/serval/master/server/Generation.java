package dev.serval.master.server;

import dev.serval.control.link.ToChild;
import dev.serval.master.process.ChildCommand;
import dev.serval.master.process.Handover;
import dev.serval.master.socket.ListeningSocket;
import io.netty.channel.unix.FileDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What processes of one generation are started from: a plan as it was read, and what is handed over
 * for it.
 *
 * @param number 1 and up
 * @param plan what the operator wanted then
 * @param seats the scoreboard its processes write to
 * @param handovers for its routers and its workers
 */
record Generation(int number, ServerPlan plan, Seats seats, Handover.PerRole handovers) {

    /**
     * @param command how its processes are started
     */
    static Generation of(
            int number, ServerPlan plan, Seats seats, Sockets sockets, ChildCommand command) {
        var router =
                plan.router(
                        seats.shape(),
                        Sockets.ports(sockets.http()),
                        Sockets.ports(sockets.https()));
        var worker = plan.worker(seats.shape(), Sockets.ports(sockets.httpSockets()));
        var forWorkers = new ToChild.Configure(worker.toSettings());
        return new Generation(
                number,
                plan,
                seats,
                new Handover.PerRole(
                        new Handover(
                                command,
                                descriptors(seats, sockets.ofRouter()),
                                new ToChild.Configure(router.toSettings())),
                        new Handover(command, descriptors(seats, sockets.ofWorkers()), forWorkers)
                                .running(plan.program()),
                        new Handover(command, descriptors(seats, List.of()), forWorkers)));
    }

    private static Map<String, FileDescriptor> descriptors(
            Seats seats, List<ListeningSocket> sockets) {
        Map<String, FileDescriptor> handed = new LinkedHashMap<>();
        handed.put("board", seats.descriptor());
        sockets.forEach(socket -> handed.put(socket.name(), socket.descriptor()));
        return handed;
    }
}
