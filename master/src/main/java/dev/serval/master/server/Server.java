package dev.serval.master.server;

import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.control.log.EventLog;
import dev.serval.master.process.ChildCommand;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.Handover;
import dev.serval.master.process.Launcher;
import dev.serval.master.process.LinkServer;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.socket.SocketOpener;
import dev.serval.master.stats.StatsServer;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.FleetEvent;
import dev.serval.master.supervise.FleetRules;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Opens everything a server needs, runs the master's loop, and closes everything again. */
public final class Server {

    private final ServerPlan plan;
    private final Installation installation;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();

    private Server(ServerPlan plan, Installation installation) {
        this.plan = plan;
        this.installation = installation;
    }

    /**
     * Runs a server until it has ended. Main thread.
     *
     * @return the exit code
     * @throws ListenException if an address cannot be listened on; nothing was started then
     * @throws IOException if there is no room for the scoreboard
     * @throws InterruptedException never in a server
     */
    public static int run(ServerPlan plan, Installation installation)
            throws ListenException, IOException, InterruptedException {
        return new Server(plan, installation).serve();
    }

    private int serve() throws ListenException, IOException, InterruptedException {
        Signals.install(events::add);
        FleetRules rules = plan.rules();
        BoardFile board = BoardFile.create(Math.max(1, rules.workers()), rules.cores());
        Publication publication = new Publication(rules, board.board());
        StatsServer stats = new StatsServer(publication::view, plan.statsHttp());
        Sockets sockets =
                Sockets.open(
                        plan,
                        new SocketOpener(loops, plan.backlog(), stats),
                        installation.abstractAddress("workers"));
        Banner.print(installation, sockets);
        sockets.stats().forEach(stats::serve);
        ChildProcesses processes = processes(sockets, board);
        publication.begin(Identities.of(installation, rules.cores(), sockets), processes);
        publication.announce(Banner.serving(sockets));
        try {
            return new Master(rules, processes, events, board.board(), publication).run();
        } finally {
            sockets.close();
        }
    }

    private ChildProcesses processes(Sockets sockets, BoardFile board) {
        String link = installation.abstractAddress("link");
        LinkServer links = new LinkServer(loops, link, this::said);
        Launcher launcher =
                new Launcher(
                        new ChildCommand(
                                installation.java(),
                                installation.lib(),
                                plan.workerOptions(),
                                plan.routerOptions()),
                        link,
                        sockets.workersAddress());
        Handover.PerRole handovers =
                new Handover.PerRole(routerHandover(sockets), workerHandover(sockets, board));
        return new ChildProcesses(
                launcher,
                links,
                handovers,
                (id, pid, status) -> events.add(new FleetEvent.Exited(id, pid, status)));
    }

    private Handover routerHandover(Sockets sockets) {
        return new Handover(
                descriptors(sockets.http()),
                new ToChild.Configure(plan.router(Sockets.ports(sockets.http())).toSettings()));
    }

    private Handover workerHandover(Sockets sockets, BoardFile board) {
        Map<String, FileDescriptor> handed = new LinkedHashMap<>();
        handed.put("board", board.descriptor());
        handed.putAll(descriptors(sockets.ofWorkers()));
        return new Handover(
                handed,
                new ToChild.Configure(
                        plan.worker(Sockets.ports(sockets.httpSockets())).toSettings()));
    }

    private static Map<String, FileDescriptor> descriptors(List<ListeningSocket> sockets) {
        Map<String, FileDescriptor> handed = new LinkedHashMap<>();
        sockets.forEach(socket -> handed.put(socket.name(), socket.descriptor()));
        return handed;
    }

    /** On the link's loop. */
    private void said(ChildId id, long pid, ToMaster message) {
        switch (message) {
            case ToMaster.Hello(Role _, int _) -> {}
            case ToMaster.Ready() -> events.add(new FleetEvent.SaidReady(id, pid));
            case ToMaster.Leaving() -> events.add(new FleetEvent.SaidLeaving(id, pid));
            case ToMaster.Failed(String why) ->
                    EventLog.line("%s (pid: %d) cannot start: %s".formatted(id, pid, why));
        }
    }
}
