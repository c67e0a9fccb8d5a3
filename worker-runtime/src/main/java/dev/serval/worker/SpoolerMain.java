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
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The spooler process's entry point. */
public final class SpoolerMain implements ChildLink.Owner {

    private static final int BUG = 1;
    private static final int APP_FAILED = 22;
    private static final int MEASURE_SECONDS = 1;
    private static final int HOOKS_SECONDS = 5;

    private final EventLoop loop;
    private final Spooler spooler;
    private final CompletableFuture<Descriptors> descriptors = new CompletableFuture<>();
    private final CompletableFuture<WorkerConfig> config = new CompletableFuture<>();
    private final CompletableFuture<ChildLink> link = new CompletableFuture<>();

    private SpoolerMain(EventLoop loop, int slot, int seat) {
        this.loop = loop;
        this.spooler = new Spooler(loop, slot, seat, this::unfit);
    }

    /** Started by the master only; everything it needs is in the environment and on the link. */
    public static void main(String[] args) throws InterruptedException {
        Thread.currentThread().setUncaughtExceptionHandler(SpoolerMain::end);
        PosixSignal.INT.ignore();
        PosixSignal.HUP.ignore();
        NettyLog.install();
        Map<String, String> environment = System.getenv();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        int slot = Integer.parseInt(environment.getOrDefault(ChildLink.SLOT, "0"));
        int seat = Integer.parseInt(environment.getOrDefault(ChildLink.SEAT, "0"));
        SpoolerMain main = new SpoolerMain(group.next(), slot, seat);
        ChildLink link = ChildLink.open(main.loop, Role.SPOOLER, environment, main);
        main.link.complete(link);
        PosixSignal.TERM.handle(() -> main.unfit("was asked to end"));
        try {
            main.serve();
            link.send(new ToMaster.Ready());
            main.loop.scheduleAtFixedRate(
                    () -> main.measured(link::send), 0, MEASURE_SECONDS, TimeUnit.SECONDS);
        } catch (AppLoadException e) {
            report(slot, e);
            link.sendAndWait(new ToMaster.Failed(String.valueOf(e.getMessage())));
            System.exit(APP_FAILED);
        }
    }

    private void serve() throws AppLoadException, InterruptedException {
        Descriptors handed = descriptors.join();
        WorkerConfig settings = config.join();
        int board = Objects.requireNonNull(handed.byName().get("board"), "the scoreboard");
        spooler.start(
                settings, Scoreboard.map(Path.of("/proc/self/fd/" + board), settings.board()));
    }

    private void measured(Consumer<ToMaster> send) {
        spooler.meters().changes().forEach(part -> send.accept(new ToMaster.Measured(part)));
    }

    /**
     * Not on the event loop. What has been counted since it was last told is not lost, and the
     * application's shutdown hooks run; one that hangs holds nobody up.
     */
    private void leave() {
        link.thenAccept(l -> measured(l::sendAndWait)).join();
        spooler.endOutput();
        CompletableFuture.delayedExecutor(HOOKS_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(0));
        System.exit(0);
    }

    private void unfit(String why) {
        link.thenAccept(l -> l.send(new ToMaster.Unfit(why)));
    }

    /** The event loop would keep a process alive that can never become ready. */
    private static void end(Thread main, Throwable cause) {
        EventLog.failure("the spooler cannot start", cause);
        System.exit(BUG);
    }

    private static void report(int slot, AppLoadException e) {
        Throwable cause = e.getCause();
        String line = "spooler %d: %s".formatted(slot, e.getMessage());
        if (cause == null) {
            EventLog.line(line);
            return;
        }
        EventLog.failure(line, cause);
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
            case ToChild.Accept(boolean on) -> begin(on);
            case ToChild.Drain(Duration _) -> spooler.drain(this::leave);
            case ToChild.Farewell _, ToChild.Roster _, ToChild.Output _ -> {}
        }
    }

    private void begin(boolean on) {
        if (on) {
            spooler.begin();
        }
    }

    @Override
    public void lost() {
        Orphan.end(loop, () -> spooler.drain(() -> Runtime.getRuntime().halt(0)));
    }
}
