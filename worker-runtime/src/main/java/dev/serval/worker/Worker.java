package dev.serval.worker;

import dev.serval.app.App;
import dev.serval.app.AppContext;
import dev.serval.app.Shared;
import dev.serval.control.access.AccessLogException;
import dev.serval.control.board.CoreCell;
import dev.serval.control.board.Heap;
import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.AccessConfig;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.link.Descriptors;
import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.log.LineOutput;
import dev.serval.control.measure.Meters;
import dev.serval.control.trace.Tracing;
import dev.serval.http.HostName;
import dev.serval.spool.StoreException;
import dev.serval.worker.account.Ledger;
import dev.serval.worker.answer.Drain;
import dev.serval.worker.app.AppEnd;
import dev.serval.worker.app.AppLoadException;
import dev.serval.worker.app.AppLoader;
import dev.serval.worker.app.AppStart;
import dev.serval.worker.app.MeteredApp;
import dev.serval.worker.call.Cores;
import dev.serval.worker.call.Harakiri;
import dev.serval.worker.call.Patience;
import dev.serval.worker.call.Service;
import dev.serval.worker.dev.FaultPage;
import dev.serval.worker.dev.LiveApp;
import dev.serval.worker.relay.Relay;
import dev.serval.worker.schedule.Mandate;
import dev.serval.worker.schedule.ScheduleLoop;
import dev.serval.worker.schedule.Timetable;
import dev.serval.worker.serve.HttpInitializer;
import dev.serval.worker.serve.HttpRules;
import dev.serval.worker.serve.Receipts;
import dev.serval.worker.serve.RouterConnections;
import dev.serval.worker.serve.UwsgiInitializer;
import dev.serval.worker.shared.HubShared;
import dev.serval.worker.socket.SocketRules;
import dev.serval.worker.socket.Sockets;
import dev.serval.worker.spool.Queues;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One worker's life: start the application, accept, drain.
 *
 * <p>{@link #start} runs on the main thread, everything else on the loop.
 */
final class Worker implements Duty {

    private static final Duration LAST_SPANS = Duration.ofSeconds(1);
    private static final long DRAIN_POLL_MILLIS = 10;

    private final Relay relay;
    private final EventLoop loop;
    private final int slot;
    private final int seat;
    private final String address;
    private final Superior master;
    private final Listeners listeners;
    private final ChannelGroup connections;
    private App app =
            _ -> {
                throw new IllegalStateException("no application is loaded");
            };
    private Cores cores =
            new Cores(List.of(), ClassLoader.getPlatformClassLoader(), _ -> {}, (_, _) -> {});
    private final Drain drain = new Drain();
    private final Meters meters = new Meters();
    private volatile Runnable lastLines = () -> {};
    private @Nullable Sockets sockets;
    private @Nullable Ledger ledger;
    private @Nullable Tracing tracing;
    private @Nullable Queues queues;
    private volatile @Nullable ScheduleLoop schedule;
    private volatile @Nullable HubShared shared;
    private volatile @Nullable LiveApp live;

    /**
     * @param relay runs the loop, and requests
     * @param slot this worker's number, 1 and up
     * @param seat its place on the scoreboard, 1 and up
     * @param address the abstract Unix address that all workers accept on, without its NUL
     */
    Worker(Relay relay, int slot, int seat, String address, Superior master) {
        this.relay = relay;
        this.loop = relay.loop();
        this.slot = slot;
        this.seat = seat;
        this.address = address;
        this.master = master;
        this.listeners = new Listeners(loop);
        this.connections = new DefaultChannelGroup(loop);
    }

    /**
     * Loads and starts the application, and begins to accept once it is ready. Main thread; returns
     * when requests are taken.
     *
     * @throws AppLoadException if there is no application to run
     * @throws InterruptedException never in a worker
     */
    @Override
    public void start(WorkerConfig config, Descriptors descriptors, Scoreboard board)
            throws AppLoadException, InterruptedException {
        // Before the application: what the library asks its thread for is not to be the
        // application's.
        tracing = Tracing.of(config.traces(), Role.WORKER);
        lastLines = LineOutput.install(config.numbersLines() ? "[worker %d] ".formatted(slot) : "");
        App loaded = load(config);
        Queues opened = queues(config);
        queues = opened;
        Timetable timetable = new Timetable();
        AppContext context = context(config, opened, timetable);
        List<CoreCell> cells = new ArrayList<>();
        for (int core = 0; core < config.cores(); core++) {
            cells.add(board.cell(seat, core));
        }
        Ledger written = ledger(config.access(), descriptors, cells.getFirst());
        ledger = written;
        AppStart.begin(loaded, context, config.app().shown());
        app = loaded;
        letGo(loaded);
        AcceptGate gate = new AcceptGate(loop, listeners, () -> !drain.begun() && cores.full());
        ClassLoader applications = Thread.currentThread().getContextClassLoader();
        relay.loader(applications);
        schedule = new ScheduleLoop(timetable, master::tell, mandate(), applications);
        cores = new Cores(cells, applications, gate, relay);
        Service service = service(config, loaded, sockets(config, cells), opened, context.shared());
        if (service.limits().patience().limited()) {
            new Harakiri(cores.all(), "worker " + slot, config.harakiri().verbose()).start();
        }
        CoreCell first = cells.getFirst();
        loop.scheduleAtFixedRate(() -> first.heap(Heap.now()), 0, 1, TimeUnit.SECONDS);
        VitalsWatch.start(first, config, master);
        Receipts receipts = new Receipts(board, seat);
        loop.submit(() -> listen(service, receipts, descriptors, config.http(), written))
                .syncUninterruptibly();
    }

    private Optional<Mandate> mandate() {
        return Optional.ofNullable(shared).flatMap(HubShared::mandate);
    }

    private AppContext context(WorkerConfig config, Queues opened, Timetable timetable) {
        HubShared common = HubShared.ofThisProcess(config.shared());
        shared = common;
        return new AppContext(
                slot,
                config.cores(),
                AppStart.settings(config.app().settings()),
                new MeteredApp(meters),
                opened,
                timetable,
                common);
    }

    private App load(WorkerConfig config) throws AppLoadException {
        App loaded = new AppLoader(config.app().classPath()).load(config.app().module());
        if (config.sources().isEmpty()) {
            return loaded;
        }
        return new LiveApp(config.app(), loaded, this::closeSockets);
    }

    /** No thread of ours may hold on to a class loader that will be replaced. */
    private void letGo(App loaded) {
        if (loaded instanceof LiveApp made) {
            live = made;
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        }
    }

    private void closeSockets() {
        Sockets open = sockets;
        if (open != null) {
            open.goAway();
        }
    }

    @Override
    public void swap(List<String> classPath, BiConsumer<Integer, String> done) {
        LiveApp swapped = live;
        if (swapped == null) {
            done.accept(0, "the application is still being loaded");
            return;
        }
        swapped.swap(classPath, done);
    }

    /** Only for those that come past the router: it has a log of its own. */
    private @Nullable Ledger ledger(AccessConfig config, Descriptors descriptors, CoreCell cell)
            throws AppLoadException {
        boolean alone =
                descriptors.listeners("uwsgi").isEmpty()
                        && descriptors.listeners("http-socket").isEmpty();
        if (alone || !config.logs()) {
            return null;
        }
        try {
            return Ledger.open(config, loop, ProcessHandle.current().pid(), cell);
        } catch (AccessLogException e) {
            throw AppLoadException.noLog(e);
        }
    }

    private Sockets sockets(WorkerConfig config, List<CoreCell> cells) {
        Sockets made =
                new Sockets(
                        SocketRules.of(config),
                        loop,
                        Thread.currentThread().getContextClassLoader(),
                        cells.getFirst()::sockets);
        sockets = made;
        return made;
    }

    private Service service(
            WorkerConfig config, App loaded, Sockets open, Queues spools, Shared common) {
        return new Service(
                loaded,
                cores,
                new Service.Identity(slot, ProcessHandle.current().pid(), config.cores()),
                new Service.Limits(
                        config.bufferSize(),
                        config.maxVars(),
                        config.limitPost(),
                        config.socketTimeout(),
                        Patience.of(config.harakiri()),
                        config.wear().onException(),
                        FaultPage.wanted(config)),
                drain,
                open,
                master,
                connections,
                tracing,
                spools,
                common);
    }

    /** Those that jobs are submitted to; nobody here does them. */
    static Queues queues(WorkerConfig config) throws AppLoadException {
        try {
            return Queues.open(config.spools(), false);
        } catch (StoreException e) {
            throw AppLoadException.noSpool(e);
        }
    }

    private void listen(
            Service service,
            Receipts receipts,
            Descriptors descriptors,
            WorkerConfig.HttpLimits http,
            @Nullable Ledger written) {
        RouterConnections routers = new RouterConnections(service, loop, OwnUser.uid(), receipts);
        descriptors.listeners("workers").forEach(s -> listeners.add(s, routers));
        listeners.own(Member.address(address, ProcessHandle.current().pid()), routers);
        descriptors
                .listeners("uwsgi")
                .forEach(s -> listeners.add(s, new UwsgiInitializer(service, written)));
        List<Descriptors.Listening> sockets = descriptors.listeners("http-socket");
        HttpRules rules = HttpRules.of(http, service.limits(), service.tracing() != null);
        for (int i = 0; i < sockets.size(); i++) {
            String port = http.ports().get(i);
            listeners.add(
                    sockets.get(i),
                    new HttpInitializer(service, rules, HostName.own(), port, written));
        }
        listeners.accept(true);
    }

    @Override
    public void endOutput() {
        lastLines.run();
    }

    @Override
    public Meters meters() {
        return meters;
    }

    /** Takes connections from the queue, or leaves them there. */
    @Override
    public void accept(boolean on) {
        listeners.pause(!on);
    }

    @Override
    public void lead(Map<String, Long> done) {
        ScheduleLoop tasks = schedule;
        if (tasks != null && !drain.begun()) {
            tasks.lead(done);
        }
    }

    /** Requests are served on. */
    @Override
    public void farewell() {
        drain.farewell();
        Sockets open = sockets;
        if (open != null) {
            open.leave();
        }
    }

    /** Calls {@code done} when the time is up, too. */
    @Override
    public void drain(Duration mercy, Runnable done) {
        if (drain.begun()) {
            return;
        }
        drain.begin();
        farewell();
        listeners.accept(false);
        listeners.close();
        ScheduleLoop tasks = schedule;
        if (tasks != null) {
            tasks.leave();
        }
        HubShared common = shared;
        if (common != null) {
            common.leave();
        }
        Thread.ofPlatform().daemon().name("drain").start(() -> AppEnd.drain(app));
        awaitIdle(System.nanoTime() + mercy.toNanos(), done);
    }

    private void awaitIdle(long deadline, Runnable done) {
        connections.forEach(
                c -> c.pipeline().fireUserEventTriggered(HttpInitializer.Draining.INSTANCE));
        Sockets open = sockets;
        ScheduleLoop tasks = schedule;
        HubShared common = shared;
        boolean over =
                cores.idle()
                        && connections.isEmpty()
                        && (open == null || open.idle())
                        && (tasks == null || tasks.idle())
                        && (common == null || common.idle());
        if (over || System.nanoTime() - deadline > 0) {
            Thread.ofPlatform().name("stop").start(() -> stopApp(done));
            return;
        }
        loop.schedule(() -> awaitIdle(deadline, done), DRAIN_POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void stopApp(Runnable done) {
        AppEnd.stop(app);
        Ledger written = ledger;
        if (written != null) {
            written.end();
        }
        Tracing traced = tracing;
        if (traced != null) {
            traced.end(LAST_SPANS);
        }
        Queues opened = queues;
        if (opened != null) {
            opened.close();
        }
        HubShared common = shared;
        if (common != null) {
            common.close();
        }
        done.run();
    }
}
