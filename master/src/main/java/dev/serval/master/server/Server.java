package dev.serval.master.server;

import dev.serval.control.link.Role;
import dev.serval.control.link.ToMaster;
import dev.serval.control.log.EventLog;
import dev.serval.master.command.CommandServer;
import dev.serval.master.process.AttachedDaemon;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.Hooks;
import dev.serval.master.process.Launcher;
import dev.serval.master.process.LinkServer;
import dev.serval.master.socket.Activation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.SocketOpener;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.StatsServer;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.FleetEvent;
import dev.serval.master.systemd.Notifier;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Opens everything a server needs, runs the master's loop, and closes everything again. */
public final class Server {

    private static final long PID = ProcessHandle.current().pid();

    private final PlanSource plans;
    private final Installation installation;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();
    private final Demand demand = new Demand();
    private final CompletableFuture<Publication> published = new CompletableFuture<>();

    private Server(PlanSource plans, Installation installation) {
        this.plans = plans;
        this.installation = installation;
    }

    /**
     * Runs a server until it has ended. Main thread.
     *
     * @param plans read now, and again at each reload
     * @return the exit code
     * @throws ListenException if an address cannot be listened on; nothing was started then
     * @throws IOException if there is no room for the scoreboard
     * @throws InterruptedException never in a server
     * @throws dev.serval.control.option.OptionException if the plan has a mistake
     */
    public static int run(PlanSource plans, Installation installation)
            throws ListenException, IOException, InterruptedException {
        return new Server(plans, installation).serve();
    }

    private int serve() throws ListenException, IOException, InterruptedException {
        ServerPlan plan = plans.read();
        plan.surroundings();
        Hooks hooks = plan.hooks();
        hooks.preStart();
        Signals.install(events::add);
        Generations generations = new Generations(plan, opener(plan), installation);
        Sockets sockets = generations.sockets();
        Banner.print(installation, sockets);
        Banner.queue(plan.backlog());
        CommandServer commands = new CommandServer(Identities.uid(), this::view, events::add);
        Controls controls = Controls.open(plan, loops, commands, events::add);
        ChildProcesses processes = processes(sockets);
        Tally tally = new Tally();
        Milestones milestones =
                new Milestones(
                        Notifier.of(System.getenv(), PID, loops), hooks, commands::reloadEnded);
        Publication publication =
                new Publication(
                        installation,
                        generations,
                        tally,
                        processes,
                        Banner.serving(sockets),
                        milestones);
        published.complete(publication);
        Observers observers =
                new Observers(publication, new Touches(), new Inspector(), demand, milestones);
        Master master = new Master(plans, generations, processes, events, observers, tally);
        sockets.serveStats();
        try {
            return beside(plan.daemons(), master);
        } finally {
            hooks.close();
            controls.close();
            generations.close();
        }
    }

    /** Runs the master with these commands beside it; they outlive its children. */
    private static int beside(List<String> commands, Master master) throws InterruptedException {
        List<AttachedDaemon> daemons = commands.stream().map(AttachedDaemon::start).toList();
        try {
            return master.run();
        } finally {
            for (AttachedDaemon daemon : daemons) {
                daemon.close();
            }
        }
    }

    private SocketOpener opener(ServerPlan plan) {
        StatsServer stats = new StatsServer(this::view, plan.statsHttp());
        Activation handed = Activation.of(System.getenv(), PID);
        return new SocketOpener(loops, plan.backlog(), stats, handed);
    }

    private ServerView view() {
        return published.join().view();
    }

    private ChildProcesses processes(Sockets sockets) {
        String link = installation.abstractAddress("link");
        return new ChildProcesses(
                new Launcher(link, sockets.workersAddress()),
                new LinkServer(loops, link, this::said),
                (id, pid, status) -> events.add(new FleetEvent.Exited(id, pid, status)));
    }

    /** On the link's loop. */
    private void said(ChildId id, long pid, ToMaster message) {
        switch (message) {
            case ToMaster.Hello(Role _, int _) -> {}
            case ToMaster.Ready() -> events.add(new FleetEvent.SaidReady(id, pid));
            case ToMaster.Waiting(int requests) -> demand.waiting(pid, requests);
            case ToMaster.Unfit(String why) -> events.add(new FleetEvent.Unfit(id, pid, why));
            case ToMaster.Failed(String why) ->
                    EventLog.line("%s (pid: %d) cannot start: %s".formatted(id, pid, why));
        }
    }
}
