package dev.serval.worker;

import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.WorkerConfig;
import dev.serval.control.link.ChildLink;
import dev.serval.control.link.Descriptors;
import dev.serval.control.link.Orphan;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.control.log.EventLog;
import dev.serval.control.log.NettyLog;
import dev.serval.control.signal.PosixSignal;
import dev.serval.worker.app.AppLoadException;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What {@link WorkerMain}, {@link SpoolerMain} and {@link MuleMain} have in common: what the
 * process is handed and told, what it says, and how it ends.
 */
final class AppMain implements ChildLink.Owner, Superior {

    private static final int BUG = 1;
    private static final int APP_FAILED = 22; // uWSGI's exit code for a worker without an app
    private static final int MEASURE_SECONDS = 1;
    private static final int HOOKS_SECONDS = 5;
    private static final Duration ORPHAN_MERCY = Duration.ofSeconds(1);

    /** Makes what the process is there for. */
    @FunctionalInterface
    interface Maker {
        /**
         * @param slot its number, 1 and up
         * @param seat its place on the scoreboard, 1 and up
         */
        Duty make(int slot, int seat, Superior master);
    }

    private final Role role;
    private final EventLoop loop;
    private final int slot;
    private final Duty duty;
    private final CompletableFuture<Descriptors> descriptors = new CompletableFuture<>();
    private final CompletableFuture<WorkerConfig> config = new CompletableFuture<>();
    private final CompletableFuture<ChildLink> link = new CompletableFuture<>();

    private AppMain(Role role, EventLoop loop, Map<String, String> environment, Maker maker) {
        this.role = role;
        this.loop = loop;
        this.slot = number(environment, ChildLink.SLOT);
        this.duty = maker.make(slot, number(environment, ChildLink.SEAT), this);
    }

    private static int number(Map<String, String> environment, String name) {
        return Integer.parseInt(environment.getOrDefault(name, "0"));
    }

    /** What comes before anything else in such a process. Main thread. */
    static void prepare(Role role) {
        Thread.currentThread().setUncaughtExceptionHandler((_, cause) -> end(role, cause));
        PosixSignal.INT.ignore();
        PosixSignal.HUP.ignore();
        NettyLog.install();
    }

    /** The event loop would keep a process alive that can never become ready. */
    private static void end(Role role, Throwable cause) {
        EventLog.failure("the %s cannot start".formatted(role.word()), cause);
        System.exit(BUG);
    }

    /** Everything it needs is in the environment and on the link. Main thread. */
    static void run(Role role, EventLoop loop, Maker maker) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        AppMain process = new AppMain(role, loop, environment, maker);
        ChildLink link = ChildLink.open(loop, role, environment, process);
        process.link.complete(link);
        PosixSignal.TERM.handle(() -> process.unfit("was asked to end"));
        try {
            process.serve();
            link.send(new ToMaster.Ready());
            loop.scheduleAtFixedRate(
                    () -> process.measured(link::send), 0, MEASURE_SECONDS, TimeUnit.SECONDS);
        } catch (AppLoadException e) {
            process.report(e);
            link.sendAndWait(new ToMaster.Failed(String.valueOf(e.getMessage())));
            System.exit(APP_FAILED);
        }
    }

    private void serve() throws AppLoadException, InterruptedException {
        Descriptors handed = descriptors.join();
        WorkerConfig settings = config.join();
        int board = Objects.requireNonNull(handed.byName().get("board"), "the scoreboard");
        duty.start(
                settings,
                handed,
                Scoreboard.map(Path.of("/proc/self/fd/" + board), settings.board()));
    }

    private void report(AppLoadException e) {
        Throwable cause = e.getCause();
        String line = "%s %d: %s".formatted(role.word(), slot, e.getMessage());
        if (cause == null) {
            EventLog.line(line);
            return;
        }
        EventLog.failure(line, cause);
    }

    private void measured(Consumer<ToMaster> send) {
        duty.meters().changes().forEach(part -> send.accept(new ToMaster.Measured(part)));
    }

    /**
     * Not on the event loop. What has been counted since it was last told is not lost, and the
     * application's shutdown hooks run; one that hangs holds nobody up.
     */
    private void leave() {
        link.thenAccept(l -> measured(l::sendAndWait)).join();
        duty.endOutput();
        CompletableFuture.delayedExecutor(HOOKS_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(0));
        System.exit(0);
    }

    @Override
    public void unfit(String why) {
        tell(new ToMaster.Unfit(why));
    }

    @Override
    public void tell(ToMaster message) {
        link.thenAccept(l -> l.send(message));
    }

    @Override
    public void ended() {
        leave();
    }

    @Override
    public void handed(Descriptors handed) {
        descriptors.complete(handed);
    }

    @Override
    public void told(ToChild message) {
        switch (message) {
            case ToChild.Configure(Map<String, String> settings) ->
                    config.complete(WorkerConfig.of(settings));
            case ToChild.Accept(boolean on) -> duty.accept(on);
            case ToChild.Lead(Map<String, Long> done) -> duty.lead(done);
            case ToChild.Farewell() -> duty.farewell();
            case ToChild.Drain(Duration mercy) -> duty.drain(mercy, this::leave);
            case ToChild.Swap(int number, List<String> classPath) ->
                    duty.swap(
                            classPath,
                            (held, fault) -> tell(new ToMaster.Swapped(number, held, fault)));
            case ToChild.Roster _, ToChild.Backends _, ToChild.Release _ -> {}
            case ToChild.Output _, ToChild.Draft _ -> {}
        }
    }

    @Override
    public void lost() {
        Orphan.end(loop, () -> duty.drain(ORPHAN_MERCY, () -> Runtime.getRuntime().halt(0)));
    }
}
