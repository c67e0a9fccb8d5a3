package dev.serval.master.server;

import dev.serval.control.link.Role;
import dev.serval.control.link.ToMaster;
import dev.serval.control.log.EventLog;
import dev.serval.master.acme.AcmeCommand;
import dev.serval.master.acme.CertificateKeeper;
import dev.serval.master.command.CommandServer;
import dev.serval.master.process.AttachedDaemon;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.Hooks;
import dev.serval.master.process.Launcher;
import dev.serval.master.process.LinkServer;
import dev.serval.master.server.Observers.Reloads;
import dev.serval.master.socket.Activation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.SocketOpener;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.StatsServer;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.ExitStatus;
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
import org.jspecify.annotations.Nullable;

/** Opens everything a server needs, runs the master's loop, and closes everything again. */
public final class Server {

    private static final long PID = ProcessHandle.current().pid();

    private final PlanSource plans;
    private final Installation installation;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();
    private final Beats beats = new Beats();
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
        Inherited inherited =
                Inherited.isSuccessor(System.getenv()) ? Inherited.take(System.getenv()) : null;
        Hooks hooks = plan.hooks();
        hooks.preStart();
        Signals.install(events::add);
        CertificateKeeper keeper =
                new CertificateKeeper(new AcmeCommand(installation.java(), installation.lib()));
        FastStart fastStart = FastStart.of(installation, loops, System.getenv());
        Generations generations =
                new Generations(plan, opener(plan), installation, inherited, fastStart.caches());
        Banner.print(installation, generations.sockets());
        Banner.queue(plan.backlog());
        Upgrade upgrade =
                new Upgrade(loops.next(), installation, generations::sockets, events::add);
        CommandServer commands = commands(upgrade);
        Controls controls = Controls.open(plan, loops, commands, inherited != null);
        Milestones milestones =
                new Milestones(
                        Notifier.of(System.getenv(), PID, loops),
                        hooks,
                        reloads(commands, () -> adopted(generations, fastStart, keeper)));
        Runnable serving =
                () -> {
                    announce(generations, inherited);
                    adopted(generations, fastStart, keeper);
                    milestones.serving();
                };
        try {
            return beside(plan.daemons(), master(generations, serving, milestones));
        } finally {
            hooks.close();
            fastStart.end();
            keeper.end();
            close(generations, controls, upgrade.handedOver());
        }
    }

    private static void close(Generations generations, Controls controls, boolean handedOver) {
        controls.close(handedOver);
        if (!handedOver) {
            generations.close();
        }
    }

    private CommandServer commands(Upgrade upgrade) {
        return new CommandServer(
                Identities.uid(),
                this::view,
                events::add,
                outcome -> upgrade.begin(outcome::accept));
    }

    private Master master(Generations generations, Runnable serving, Milestones milestones) {
        Sockets sockets = generations.sockets();
        ChildProcesses processes = processes(sockets);
        Tally tally = new Tally();
        Publication publication =
                new Publication(installation, generations, tally, processes, serving, milestones);
        published.complete(publication);
        Observers observers =
                new Observers(publication, new Touches(), new Inspector(beats), demand, milestones);
        Master master = new Master(plans, generations, processes, events, observers, tally);
        sockets.serveStats();
        return master;
    }

    private static Reloads reloads(CommandServer commands, Runnable then) {
        return (adopted, outcome) -> {
            commands.reloadEnded(adopted, outcome);
            then.run();
        };
    }

    /** What a generation that serves needs besides. */
    private static void adopted(
            Generations generations, FastStart fastStart, CertificateKeeper keeper) {
        Generation serving = generations.current();
        fastStart.look(serving);
        keeper.keep(
                serving.plan().tls().acme(),
                serving.handovers().of(Role.ROUTER).command().surroundings().prefix());
    }

    private static void announce(Generations generations, @Nullable Inherited inherited) {
        EventLog.line(Banner.serving(generations.sockets()));
        if (inherited != null) {
            inherited.serving();
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
                this::exited);
    }

    /** On a thread of the JVM's. */
    private void exited(ChildId id, long pid, ExitStatus status) {
        beats.forget(pid);
        events.add(new FleetEvent.Exited(id, pid, status));
    }

    /** On the link's loop. */
    private void said(ChildId id, long pid, ToMaster message) {
        switch (message) {
            case ToMaster.Hello(Role _, int _) -> beats.heard(pid);
            case ToMaster.Beat() -> beats.heard(pid);
            case ToMaster.Ready() -> events.add(new FleetEvent.SaidReady(id, pid));
            case ToMaster.Waiting(int requests) -> demand.waiting(pid, requests);
            case ToMaster.Unfit(String why) -> events.add(new FleetEvent.Unfit(id, pid, why));
            case ToMaster.Failed(String why) ->
                    EventLog.line("%s (pid: %d) cannot start: %s".formatted(id, pid, why));
        }
    }
}
