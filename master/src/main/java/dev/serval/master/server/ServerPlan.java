package dev.serval.master.server;

import dev.serval.control.config.RouterConfig;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.option.Address;
import dev.serval.control.option.Option;
import dev.serval.control.option.OptionException;
import dev.serval.control.source.OptionValues;
import dev.serval.control.table.AdmissionOptions;
import dev.serval.control.table.AppOptions;
import dev.serval.control.table.ControlOptions;
import dev.serval.control.table.FilesOptions;
import dev.serval.control.table.LimitOptions;
import dev.serval.control.table.ListenOptions;
import dev.serval.control.table.ProcessOptions;
import dev.serval.control.table.RouterOptions;
import dev.serval.control.table.StatsOptions;
import dev.serval.control.table.TimeoutOptions;
import dev.serval.control.table.WearOptions;
import dev.serval.master.supervise.FleetRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the operator wants, checked as a whole: options that do not go together end here. */
public final class ServerPlan {

    private static final int MIN_SEATS = 64;

    private final OptionValues values;
    private final List<String> classPath;

    private ServerPlan(OptionValues values, List<String> classPath) {
        this.values = values;
        this.classPath = classPath;
    }

    /**
     * Checks that there is something to serve and somewhere to serve it.
     *
     * @param bundled class path entries that come after the operator's: the examples
     * @throws OptionException if options do not go together
     */
    public static ServerPlan of(OptionValues values, List<String> bundled) {
        List<String> classPath = new ArrayList<>();
        for (String entry : values.all(AppOptions.CLASSPATH)) {
            classPath.addAll(List.of(entry.split(":", -1)));
        }
        classPath.addAll(bundled);
        ServerPlan plan = new ServerPlan(values, classPath);
        plan.check();
        return plan;
    }

    private void check() {
        boolean app = values.isSaid(AppOptions.MODULE);
        boolean foreign = !values.all(RouterOptions.HTTP_TO).isEmpty();
        if (!app && !foreign) {
            throw OptionException.combination(
                    "there is nothing to serve; name an application: --module pkg.Class");
        }
        boolean http = !http().isEmpty();
        if (!http && httpSockets().isEmpty() && uwsgi().isEmpty()) {
            throw OptionException.combination(
                    "there is no address to serve on; add one: --http :8000");
        }
        if (foreign && !http) {
            throw OptionException.combination(
                    "--http-to needs a router; add an address for it: --http :8000");
        }
        if (values.get(AdmissionOptions.PROXY_PROTOCOL)
                && values.all(AdmissionOptions.TRUSTED_PROXY).isEmpty()) {
            throw OptionException.combination(
                    "--http-proxy-protocol needs a proxy that may speak it; name its address:"
                            + " --trusted-proxy 127.0.0.1");
        }
        if (!app && !(httpSockets().isEmpty() && uwsgi().isEmpty())) {
            throw OptionException.combination(
                    "--socket and --http-socket are served by workers, and there is no application"
                            + " for them; add --module pkg.Class");
        }
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

    List<Address> httpSockets() {
        return values.all(ListenOptions.HTTP_SOCKET);
    }

    List<Address> uwsgi() {
        return values.all(ListenOptions.SOCKET);
    }

    List<Address> stats() {
        return values.all(StatsOptions.STATS);
    }

    boolean statsHttp() {
        return values.get(StatsOptions.STATS_HTTP);
    }

    int backlog() {
        return values.get(ListenOptions.LISTEN);
    }

    /** The application in the operator's words; empty if there is none of ours. */
    public String module() {
        return said(AppOptions.MODULE);
    }

    List<String> workerOptions() {
        return values.all(ProcessOptions.JVM_OPT);
    }

    List<String> routerOptions() {
        return values.all(ProcessOptions.ROUTER_JVM_OPT);
    }

    Duration harakiriGrace() {
        return values.get(TimeoutOptions.HARAKIRI_GRACE);
    }

    WearLimits wear() {
        return new WearLimits(
                values.get(WearOptions.MAX_REQUESTS),
                values.get(WearOptions.MAX_REQUESTS_DELTA),
                values.get(WearOptions.MAX_LIFETIME),
                values.get(WearOptions.MAX_LIFETIME_DELTA),
                values.get(WearOptions.MIN_LIFETIME),
                values.get(WearOptions.RELOAD_ON_RSS),
                values.get(WearOptions.RELOAD_ON_AS),
                values.get(WearOptions.EVIL_RELOAD_ON_RSS));
    }

    /** Room on the scoreboard: two generations that take long to finish, and workers to come. */
    int seats() {
        return Math.max(MIN_SEATS, 2 * rules().workers() + 2);
    }

    String control() {
        return said(ControlOptions.CONTROL);
    }

    String pidFile() {
        return said(ControlOptions.PIDFILE);
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

    private String said(Option<String> option) {
        return values.isSaid(option) ? values.get(option) : "";
    }

    FleetRules rules() {
        return new FleetRules(
                http().isEmpty() ? 0 : values.get(ProcessOptions.HTTP_PROCESSES),
                module().isEmpty() ? 0 : values.get(ProcessOptions.PROCESSES),
                values.get(ProcessOptions.THREADS),
                values.get(AppOptions.NEED_APP),
                values.get(TimeoutOptions.START_TIMEOUT),
                values.get(TimeoutOptions.MERCY));
    }

    /**
     * @param ports of the {@code http} listeners, in order
     */
    RouterConfig router(List<String> ports) {
        return new RouterConfig(
                values.get(ProcessOptions.HTTP_THREADS),
                values.all(RouterOptions.HTTP_TO).stream().map(Address::toString).toList(),
                ports,
                Math.toIntExact(values.get(LimitOptions.MAX_REQUEST_LINE)),
                Math.toIntExact(values.get(LimitOptions.MAX_HEADERS_SIZE)),
                values.get(LimitOptions.MAX_HEADERS),
                values.get(LimitOptions.LIMIT_POST),
                values.get(RouterOptions.HTTP_MODIFIER1),
                values.get(RouterOptions.POST_BUFFERING),
                values.get(RouterOptions.ANSWER_BUFFERING),
                values.get(RouterOptions.HTTP_QUEUE),
                new RouterConfig.Timeouts(
                        values.get(TimeoutOptions.HTTP_HEADERS_TIMEOUT),
                        values.get(TimeoutOptions.HTTP_KEEPALIVE),
                        values.get(TimeoutOptions.HTTP_TIMEOUT),
                        values.get(TimeoutOptions.HTTP_CONNECT_TIMEOUT),
                        values.get(TimeoutOptions.HTTP_QUEUE_TIMEOUT),
                        values.get(TimeoutOptions.HARAKIRI)),
                new RouterConfig.Admission(
                        values.all(AdmissionOptions.TRUSTED_PROXY),
                        values.get(AdmissionOptions.PROXY_PROTOCOL),
                        values.all(AdmissionOptions.ALLOWED_HOST),
                        values.get(AdmissionOptions.MAX_CONNECTIONS),
                        values.get(AdmissionOptions.MAX_PER_ADDRESS),
                        values.get(AdmissionOptions.KEEPALIVE_REQUESTS)),
                new RouterConfig.Files(
                        values.all(FilesOptions.STATIC_MAP),
                        values.all(FilesOptions.STATIC_MAP2),
                        values.all(FilesOptions.CHECK_STATIC),
                        values.all(FilesOptions.STATIC_INDEX),
                        values.all(FilesOptions.STATIC_EXPIRES),
                        values.get(FilesOptions.STATIC_GZIP),
                        values.all(FilesOptions.STATIC_SAFE)));
    }

    /**
     * @param seats of the scoreboard
     * @param ports of the {@code http-socket} listeners, in order
     */
    WorkerConfig worker(int seats, List<String> ports) {
        return new WorkerConfig(
                module(),
                classPath,
                seats,
                rules().cores(),
                rules().routers() * values.get(ProcessOptions.HTTP_THREADS),
                Math.toIntExact(values.get(LimitOptions.BUFFER_SIZE)),
                values.get(LimitOptions.MAX_VARS),
                values.get(LimitOptions.LIMIT_POST),
                values.get(TimeoutOptions.SOCKET_TIMEOUT),
                new WorkerConfig.Harakiri(
                        values.get(TimeoutOptions.HARAKIRI),
                        values.get(TimeoutOptions.HARAKIRI_GRACE),
                        values.get(TimeoutOptions.HARAKIRI_VERBOSE)),
                new WorkerConfig.HttpLimits(
                        Math.toIntExact(values.get(LimitOptions.MAX_REQUEST_LINE)),
                        Math.toIntExact(values.get(LimitOptions.MAX_HEADERS_SIZE)),
                        values.get(LimitOptions.MAX_HEADERS),
                        values.get(TimeoutOptions.HTTP_HEADERS_TIMEOUT),
                        values.get(TimeoutOptions.HTTP_KEEPALIVE),
                        ports,
                        values.all(AdmissionOptions.TRUSTED_PROXY),
                        values.all(AdmissionOptions.ALLOWED_HOST)));
    }
}
