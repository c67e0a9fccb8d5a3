package dev.serval.master.server;

import dev.serval.control.board.Scoreboard.Shape;
import dev.serval.control.config.AccessConfig;
import dev.serval.control.config.MuleConfig;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.SpoolConfig;
import dev.serval.control.config.TraceConfig;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.option.Address;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AdmissionOptions;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ControlOptions;
import dev.serval.control.table.LimitOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.LogOptions;
import dev.serval.control.table.MuleOptions;
import dev.serval.control.table.ProcessOptions;
import dev.serval.control.table.ProgramOptions;
import dev.serval.control.table.RouterOptions;
import dev.serval.control.table.SocketOptions;
import dev.serval.control.table.TimeoutOptions;
import dev.serval.master.cluster.ClusterPlan;
import dev.serval.master.discovery.DiscoveryPlan;
import dev.serval.master.hub.SharedPlan;
import dev.serval.master.limit.CgroupPlan;
import dev.serval.master.log.AccessPlan;
import dev.serval.master.log.LogPlan;
import dev.serval.master.process.Surroundings;
import dev.serval.master.program.Program;
import dev.serval.master.socket.SocketRights;
import dev.serval.master.supervise.FleetRules;
import dev.serval.master.tls.TlsPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operator wants, checked as a whole: options that do not go together end here. */
public final class ServerPlan {

    private static final int MIN_SEATS = 64;
    private static final int ROUTER_SEATS = 8;

    private final OptionValues values;
    private final AppPlan app;
    private final TlsPlan tls;
    private final LogPlan log;
    private final AccessConfig access;
    private final TraceConfig traces;
    private final RoutingPlan routing;
    private final ContentPlan bodies;
    private final StatsPlan stats;
    private final SpoolConfig spools;
    private final MuleConfig mules;
    private final SharedPlan shared;
    private final DiscoveryPlan discovery;
    private final ClusterPlan cluster;
    private final List<String> sources;

    private ServerPlan(OptionValues values, List<String> bundled, List<String> sources) {
        this.values = values;
        this.sources = sources;
        this.app = AppPlan.of(values, bundled);
        this.tls = TlsPlan.of(values);
        this.log = LogPlan.of(values);
        this.access = AccessPlan.of(values);
        this.traces = TracePlan.of(values);
        this.routing = RoutingPlan.of(values);
        this.bodies = ContentPlan.of(values);
        this.stats = StatsPlan.of(values);
        this.spools = SpoolPlan.of(values, app.config().classPath());
        this.mules = MulePlan.of(values);
        this.shared = SharedPlan.of(values);
        this.discovery = DiscoveryPlan.of(values);
        this.cluster = ClusterPlan.of(values);
    }

    /**
     * Checks that there is something to serve and somewhere to serve it.
     *
     * @param bundled class path entries that come after the operator's: the examples
     * @throws OptionException if options do not go together
     */
    public static ServerPlan of(OptionValues values, List<String> bundled) {
        return of(values, bundled, List.of());
    }

    /**
     * For whoever develops the application.
     *
     * @param sources folders of its source text
     * @throws OptionException if options do not go together
     */
    public static ServerPlan of(OptionValues values, List<String> bundled, List<String> sources) {
        ServerPlan plan = new ServerPlan(values, bundled, sources);
        plan.check();
        return plan;
    }

    /**
     * Looks at this machine's users and folders; not a part of the check, which may run elsewhere.
     *
     * @throws OptionException if there is none of that name, or it takes root to become it
     */
    Surroundings surroundings() {
        return ChildPlan.of(values);
    }

    /**
     * Looks at this machine's users too.
     *
     * @throws OptionException if there is none of that name
     */
    SocketRights socketRights() {
        return SocketRightsPlan.of(values);
    }

    CgroupPlan cgroups() {
        return CgroupPlan.of(values);
    }

    Scaling scaling() {
        return Scaling.of(values, !module().isEmpty());
    }

    private String sticky() {
        return StickyPlan.of(values, !module().isEmpty(), hasRouter());
    }

    private void check() {
        boolean app = !module().isEmpty();
        boolean foreign = !values.all(RouterOptions.HTTP_TO).isEmpty();
        routing.check(app, hasRouter());
        discovery.check(hasRouter(), uwsgi());
        cluster.check(uwsgi());
        boolean straight = !(httpSockets().isEmpty() && uwsgi().isEmpty());
        new Served(app, foreign, routing.serves(), hasRouter(), straight).check();
        AdmissionPlan.check(values);
        scaling();
        sticky();
        SocketPlan.of(values);
        cgroups();
    }

    /** In one line, for who asked whether it would run. */
    public String summary() {
        FleetRules rules = rules();
        return "%s, %d workers with %d cores each, %d routers"
                .formatted(
                        module().isEmpty() ? "other backends" : module(),
                        rules.workers(),
                        rules.cores(),
                        rules.routers());
    }

    List<Address> http() {
        return values.all(ListenOptions.HTTP);
    }

    TlsPlan tls() {
        return tls;
    }

    LogPlan log() {
        return log;
    }

    private boolean hasRouter() {
        return !(http().isEmpty() && tls.https().isEmpty() && tls.redirects().isEmpty());
    }

    List<Address> httpSockets() {
        return values.all(ListenOptions.HTTP_SOCKET);
    }

    List<Address> uwsgi() {
        return values.all(ListenOptions.SOCKET);
    }

    StatsPlan stats() {
        return stats;
    }

    SpoolConfig spools() {
        return spools;
    }

    int backlog() {
        return values.get(ListenOptions.LISTEN);
    }

    boolean catchExceptions() {
        return values.get(AppOptions.CATCH_EXCEPTIONS);
    }

    /** The application in the operator's words; empty if there is none of ours. */
    public String module() {
        return app.shown();
    }

    /** What is run instead of workers of ours. */
    Optional<Program> program() {
        return app.program();
    }

    /** Of spoolers and mules too; the operator's last, so that they count. */
    List<String> workerOptions() {
        List<String> said = values.all(ProcessOptions.JVM_OPT);
        int processes = scaling().most() + spools.spoolers() + mules.classes().size();
        List<String> options = new ArrayList<>(HeapShare.options(processes, said, System.getenv()));
        options.addAll(said);
        return options;
    }

    /** The operator's last, so that they count. */
    List<String> routerOptions() {
        List<String> options = new ArrayList<>();
        options.add(RouterHeap.option(values.get(AdmissionOptions.MAX_CONNECTIONS)));
        options.addAll(values.all(ProcessOptions.ROUTER_JVM_OPT));
        return options;
    }

    boolean aotCache() {
        return values.get(ProcessOptions.AOT_CACHE);
    }

    Duration harakiriGrace() {
        return values.get(TimeoutOptions.HARAKIRI_GRACE);
    }

    Duration silence() {
        return values.get(TimeoutOptions.SILENCE);
    }

    /** From the order to stop to the stop. */
    Duration drainDelay() {
        return values.get(TimeoutOptions.DRAIN_DELAY);
    }

    /** The longest that an end may take: the delay, then routers, then workers. */
    Duration drain() {
        return drainDelay().plus(values.get(TimeoutOptions.MERCY).multipliedBy(2));
    }

    WearLimits wear() {
        return WearLimits.of(values);
    }

    /** Room on the scoreboard: two generations that take long to finish, and workers to come. */
    Shape board() {
        FleetRules rules = rules();
        int seats =
                Math.max(MIN_SEATS, 2 * scaling().most() + 2)
                        + ROUTER_SEATS * (rules.routers() + rules.spoolers() + rules.mules());
        int cores = program().isPresent() ? 1 : rules.cores();
        return new Shape(seats, Math.max(cores, values.get(ProcessOptions.HTTP_THREADS)));
    }

    TraceConfig traces() {
        return traces;
    }

    String control() {
        return values.text(ControlOptions.CONTROL);
    }

    /** The file for the output of a server in the background; empty for one that stays. */
    public String daemonize() {
        return values.text(ControlOptions.DAEMONIZE);
    }

    /** Commands of the operator's. */
    CommandPlan commands() {
        return CommandPlan.of(values);
    }

    MuleConfig mules() {
        return mules;
    }

    SharedPlan shared() {
        return shared;
    }

    DiscoveryPlan discovery() {
        return discovery;
    }

    ClusterPlan cluster() {
        return cluster;
    }

    String pidFile() {
        return values.text(ControlOptions.PIDFILE);
    }

    List<String> masterFifos() {
        return values.all(ControlOptions.MASTER_FIFO);
    }

    List<String> touchReload() {
        return values.all(ControlOptions.TOUCH_RELOAD);
    }

    List<String> touchChainReload() {
        return values.all(ControlOptions.TOUCH_CHAIN_RELOAD);
    }

    /** For a generation that comes after one with so many workers. */
    FleetRules rulesAfter(int workers) {
        return rules().withWorkers(scaling().after(workers));
    }

    FleetRules rules() {
        Scaling scaling = scaling();
        boolean program = program().isPresent();
        return new FleetRules(
                hasRouter() ? values.get(ProcessOptions.HTTP_PROCESSES) : 0,
                scaling.initial(),
                scaling.least(),
                values.get(program ? ProgramOptions.CONNECTIONS : ProcessOptions.THREADS),
                values.get(AppOptions.NEED_APP),
                values.get(program ? ProgramOptions.START_TIME : TimeoutOptions.START_TIMEOUT),
                values.get(TimeoutOptions.MERCY),
                spools.spoolers(),
                mules.classes().size(),
                values.get(MuleOptions.MERCY));
    }

    /**
     * @param board the scoreboard's shape
     * @param ports of the {@code http} listeners, in order
     * @param httpsPorts of the {@code https} listeners, in order
     */
    RouterConfig router(Shape board, List<String> ports, List<String> httpsPorts) {
        return new RouterConfig(
                values.get(ProcessOptions.HTTP_THREADS),
                values.all(RouterOptions.HTTP_TO),
                ports,
                Math.toIntExact(values.get(LimitOptions.MAX_REQUEST_LINE)),
                Math.toIntExact(values.get(LimitOptions.MAX_HEADERS_SIZE)),
                values.get(LimitOptions.MAX_HEADERS),
                values.get(LimitOptions.LIMIT_POST),
                values.get(RouterOptions.HTTP_MODIFIER1),
                values.get(RouterOptions.POST_BUFFERING),
                values.get(RouterOptions.ANSWER_BUFFERING),
                values.get(RouterOptions.ANSWER_BUFFERING_TOTAL),
                values.get(RouterOptions.HTTP_QUEUE),
                new RouterConfig.Timeouts(
                        values.get(TimeoutOptions.HTTP_HEADERS_TIMEOUT),
                        values.get(TimeoutOptions.HTTP_KEEPALIVE),
                        values.get(TimeoutOptions.HTTP_TIMEOUT),
                        values.get(SocketOptions.IDLE),
                        values.get(TimeoutOptions.HTTP_CONNECT_TIMEOUT),
                        values.get(TimeoutOptions.HTTP_QUEUE_TIMEOUT),
                        HarakiriPlan.shortest(values)),
                tls.config(httpsPorts),
                AdmissionPlan.of(values),
                bodies.files(),
                routing.config(!module().isEmpty(), HarakiriPlan.ofPrograms(values), sticky()),
                bodies.content(),
                access,
                traces,
                !sources.isEmpty(),
                board);
    }

    /**
     * @param board the scoreboard's shape
     * @param ports of the {@code http-socket} listeners, in order
     */
    WorkerConfig worker(Shape board, List<String> ports) {
        return new WorkerConfig(
                app.config(),
                board,
                rules().cores(),
                Math.toIntExact(values.get(LimitOptions.BUFFER_SIZE)),
                values.get(LimitOptions.MAX_VARS),
                values.get(LimitOptions.LIMIT_POST),
                values.get(TimeoutOptions.SOCKET_TIMEOUT),
                HarakiriPlan.config(values),
                WearLimits.own(values),
                catchExceptions(),
                stats.vitals(),
                values.get(LogOptions.LOG_WORKER),
                SocketPlan.of(values),
                spools,
                mules,
                shared.config(),
                traces,
                HttpSocketPlan.of(values, ports),
                access,
                sources);
    }
}
