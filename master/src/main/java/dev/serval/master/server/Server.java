package dev.serval.master.server;

import dev.serval.control.link.Role;
import dev.serval.control.link.ToMaster;
import dev.serval.control.log.EventLog;
import dev.serval.control.option.OptionException;
import dev.serval.control.signal.PosixSignal;
import dev.serval.hub.HubAddress;
import dev.serval.master.cluster.Registrar;
import dev.serval.master.command.Commands;
import dev.serval.master.cron.Crontab;
import dev.serval.master.hub.HubServer;
import dev.serval.master.log.Log;
import dev.serval.master.log.LogFile;
import dev.serval.master.log.LogPlan;
import dev.serval.master.log.NoLog;
import dev.serval.master.log.Terminal;
import dev.serval.master.process.ChildProcesses;
import dev.serval.master.process.Hooks;
import dev.serval.master.process.Launcher;
import dev.serval.master.process.LinkServer;
import dev.serval.master.program.Programs;
import dev.serval.master.server.Observers.Reloads;
import dev.serval.master.socket.Activation;
import dev.serval.master.socket.ListenException;
import dev.serval.master.socket.SocketOpener;
import dev.serval.master.stats.Operator;
import dev.serval.master.stats.Pages;
import dev.serval.master.stats.Readings;
import dev.serval.master.stats.ServerView;
import dev.serval.master.stats.StatsServer;
import dev.serval.master.stats.Tasks;
import dev.serval.master.supervise.ChildId;
import dev.serval.master.supervise.ExitStatus;
import dev.serval.master.supervise.FleetEvent;
import dev.serval.master.systemd.Notifier;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Opens everything a server needs, runs the master's loop, and closes everything again. */
public final class Server {

    private static final long PID = ProcessHandle.current().pid();

    /** For hooks and sockets, when no child is left; and what each attached daemon may take. */
    private static final Duration CLOSING = Duration.ofSeconds(40);

    private static final Duration DAEMON = Duration.ofSeconds(5);

    private final PlanSource plans;
    private final Installation installation;
    private final Companion companion;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<FleetEvent> events = new LinkedBlockingQueue<>();
    private final Beats beats = new Beats();
    private final Demand demand = new Demand();
    private final Programs programs = new Programs(new ProgramNews(events::add));
    private final Readings readings = new Readings();
    private final Readings upstreams = new Readings();
    private final Tasks tasks = new Tasks();
    private final CompletableFuture<Publication> published = new CompletableFuture<>();
    private final CompletableFuture<Commands> commanded = new CompletableFuture<>();
    private final LinkServer links;
    private final HubServer hub;
    private final Neighbours neighbours;
    private volatile @Nullable Log log;

    private Server(PlanSource plans, Installation installation, Companion companion) {
        this.plans = plans;
        this.installation = installation;
        this.companion = companion;
        String link = installation.abstractAddress("link");
        this.links = new LinkServer(loops, link, this::said);
        this.hub = new HubServer(HubAddress.of(link), links::isChild);
        this.neighbours = new Neighbours(loops.next(), links, registrar());
    }

    /**
     * Runs a server until it has ended. Main thread.
     *
     * @param plans read now, and again at each reload
     * @param companion goes along
     * @return the exit code
     * @throws ListenException if an address cannot be listened on; nothing was started then
     * @throws IOException if there is no room for the scoreboard
     * @throws InterruptedException never in a server
     * @throws dev.serval.control.option.OptionException if the plan has a mistake
     */
    public static int run(PlanSource plans, Installation installation, Companion companion)
            throws ListenException, IOException, InterruptedException {
        ServerPlan plan = plans.read();
        plan.surroundings();
        plan.socketRights();
        return new Server(plans, installation, companion).run(plan);
    }

    /** Whoever starts it sees why it does not start, wherever the log is. */
    private int run(ServerPlan plan) throws ListenException, IOException, InterruptedException {
        LogPlan wanted = plan.log();
        if (wanted.file().isEmpty()) {
            return serve(plan, Terminal.none());
        }
        Terminal terminal = wanted.shown() ? Terminal.none() : Terminal.kept();
        LogFile file = LogFile.named(wanted.file());
        file.begin();
        log = new Log(loops.next(), links, file, wanted.backup());
        try {
            int code = serve(plan, terminal);
            if (terminal.comeBack()) {
                EventLog.line("serval: did not start; %s says why".formatted(file.path()));
            }
            return code;
        } catch (OptionException | ListenException | IOException e) {
            EventLog.line(String.valueOf(e.getMessage()));
            terminal.comeBack();
            throw e;
        }
    }

    private int serve(ServerPlan plan, Terminal terminal)
            throws ListenException, IOException, InterruptedException {
        Inherited inherited = inherited();
        Hooks hooks = plan.commands().hooks();
        hooks.preStart();
        LastResort lastResort = lastResort(plan);
        Upkeep upkeep = Upkeep.of(installation, loops);
        Generations generations =
                new Generations(plan, opener(plan), installation, inherited, upkeep.caches());
        Banner.print(installation, generations.sockets(), plan);
        Notifier systemd = Notifier.of(System.getenv(), PID, loops, inherited != null);
        Upgrade upgrade = upgrade(generations, systemd);
        Commands commands = commands(upgrade);
        Controls controls = new Controls(plan, loops, commands);
        upgrade.whenHandedOver(controls::handOver);
        Daemons daemons = new Daemons(plan, () -> !upgrade.handedOver());
        Arrival arrival = new Arrival(inherited, controls, daemons);
        Reloads reloads = reloads(commands, generations, lastResort, upkeep, daemons);
        Milestones milestones = new Milestones(systemd, hooks, reloads);
        Runnable serving =
                () -> {
                    announce(Banner.serving(generations.sockets()));
                    arrival.serving();
                    upkeep.look(generations.current());
                    LoadedAhead.begin(installation.lib());
                    terminal.leave();
                    milestones.serving();
                };
        hub.offer(plan.shared());
        meet(plan, generations, upgrade);
        arrival.begin();
        try {
            return master(generations, serving, milestones, daemons.crontab()).run();
        } finally {
            lastResort.closing();
            arrival.end();
            hooks.close();
            upkeep.end();
            close(generations, controls, upgrade.handedOver());
        }
    }

    private void meet(ServerPlan plan, Generations generations, Upgrade upgrade) {
        neighbours.remember(System.getenv().getOrDefault(Inherited.SUBSCRIBED, ""));
        neighbours.offer(plan);
        neighbours.follow(plan, generations.sockets());
        neighbours.guard(upgrade::handedOver);
    }

    private void announce(String where) {
        EventLog.line(where);
        companion.serving(where);
    }

    private Registrar registrar() {
        return new Registrar(
                installation.run(), this::view, reply -> commanded.join().obey("reload", reply));
    }

    private static @Nullable Inherited inherited() throws IOException, InterruptedException {
        return Inherited.isSuccessor(System.getenv()) ? Inherited.take(System.getenv()) : null;
    }

    private Upgrade upgrade(Generations generations, Notifier systemd) {
        return new Upgrade(
                loops.next(),
                installation,
                generations::sockets,
                Map.of(
                        Inherited.CGROUPS,
                        generations::cgroupsMade,
                        Inherited.SUBSCRIBED,
                        neighbours::subscribed),
                events::add,
                systemd);
    }

    /** Signals are heard from now on, and one that asks for the end starts its clock. */
    private LastResort lastResort(ServerPlan plan) {
        Duration daemon = plan.commands().daemonMercy().plus(DAEMON);
        Duration closing = CLOSING.plus(daemon.multipliedBy(plan.commands().daemons().size()));
        LastResort made = new LastResort(plan.drain(), closing, links::children);
        made.guard();
        Signals.install(events::add, made);
        return made;
    }

    private void close(Generations generations, Controls controls, boolean handedOver) {
        hub.close(!handedOver);
        neighbours.close();
        if (!handedOver) {
            controls.close();
            generations.close();
        }
    }

    private Commands commands(Upgrade upgrade) {
        Commands commands =
                new Commands(
                        this::view,
                        events::add,
                        outcome -> upgrade.begin(outcome::accept),
                        log == null ? new NoLog() : log);
        PosixSignal.USR1.handle(commands::logStatus);
        commanded.complete(commands);
        companion.begin(new Reception(events::add, links, commands));
        return commands;
    }

    private Master master(
            Generations generations, Runnable serving, Milestones milestones, Crontab crontab) {
        Sockets sockets = generations.sockets();
        ChildProcesses processes = processes(sockets);
        Tally tally = new Tally(new Reports(readings, upstreams, tasks, crontab, hub));
        Publication publication =
                new Publication(installation, generations, tally, processes, serving, milestones);
        published.complete(publication);
        Observers observers =
                new Observers(
                        publication,
                        new Touches(),
                        new Inspector(beats),
                        demand,
                        new LogCare(log),
                        milestones,
                        neighbours);
        Master master =
                new Master(offered(plans), generations, processes, events, observers, tally);
        sockets.serveStats();
        return master;
    }

    /** Whoever starts finds what it is told of. */
    private PlanSource offered(PlanSource source) {
        return () -> {
            ServerPlan plan = source.read();
            hub.offer(plan.shared());
            neighbours.offer(plan);
            return plan;
        };
    }

    private Reloads reloads(
            Commands commands,
            Generations generations,
            LastResort lastResort,
            Upkeep upkeep,
            Daemons daemons) {
        Log kept = log;
        return (adopted, outcome) -> {
            ServerPlan plan = generations.current().plan();
            lastResort.setDrain(plan.drain());
            neighbours.follow(plan, generations.sockets());
            if (adopted) {
                hub.keepOnly(plan.shared());
                daemons.follow(plan);
            }
            if (kept != null && adopted && plan.log().onReload()) {
                kept.reopen((_, _) -> {});
            }
            commands.reloadEnded(adopted, outcome);
            companion.reloadEnded(adopted, outcome);
            upkeep.look(generations.current());
        };
    }

    private SocketOpener opener(ServerPlan plan) {
        StatsPlan told = plan.stats();
        Operator operator =
                new Operator(
                        told.token(), (line, reply) -> commanded.join().obey(line, reply::tell));
        StatsServer stats = new StatsServer(new Pages(this::view), operator, told.http());
        Activation handed = Activation.of(System.getenv(), PID);
        return new SocketOpener(loops, plan.backlog(), stats, handed);
    }

    private ServerView view() {
        return published.join().view();
    }

    private ChildProcesses processes(Sockets sockets) {
        String link = installation.abstractAddress("link");
        return new ChildProcesses(
                new Launcher(link, sockets.workersAddress()), links, programs, this::exited);
    }

    /** On a thread of the JVM's. */
    private void exited(ChildId id, long pid, ExitStatus status) {
        beats.forget(pid);
        readings.ended(pid);
        upstreams.ended(pid);
        neighbours.ended(pid);
        events.add(new FleetEvent.Exited(id, pid, status));
    }

    private void writes(long pid, int change) {
        Log kept = log;
        if (kept != null) {
            kept.answered((int) pid, change);
        }
    }

    /** On the link's loop. */
    private void said(ChildId id, long pid, ToMaster message) {
        companion.said(id, pid, message);
        switch (message) {
            case ToMaster.Hello(Role role, int _) -> {
                beats.heard(pid);
                neighbours.called(role, pid);
            }
            case ToMaster.Beat() -> beats.heard(pid);
            case ToMaster.Ready() -> events.add(new FleetEvent.SaidReady(id, pid));
            case ToMaster.Waiting(int requests) -> demand.waiting(pid, requests);
            case ToMaster.Unfit(String why) -> events.add(new FleetEvent.Unfit(id, pid, why));
            case ToMaster.Released(long program) -> programs.released(pid, program);
            case ToMaster.Overdue(long program) -> programs.overdue(program);
            case ToMaster.Measured(Map<String, String> said) ->
                    (id.role() == Role.ROUTER ? upstreams : readings).measured(pid, said);
            case ToMaster.Writes(int change) -> writes(pid, change);
            case ToMaster.Planned(Map<String, String> planned) -> tasks.planned(planned);
            case ToMaster.Ran ran -> tasks.ran(ran);
            case ToMaster.Yielded() -> events.add(new FleetEvent.Yielded(id, pid));
            case ToMaster.Swapped _ -> beats.heard(pid);
            case ToMaster.Failed(String why) ->
                    EventLog.line("%s (pid: %d) cannot start: %s".formatted(id, pid, why));
        }
    }
}
