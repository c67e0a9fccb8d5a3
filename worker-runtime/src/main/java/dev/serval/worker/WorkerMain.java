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
import dev.serval.worker.relay.Relay;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The worker process's entry point. */
public final class WorkerMain implements ChildLink.Owner {

    private static final int BUG = 1;
    private static final int APP_FAILED = 22; // uWSGI's exit code for a worker without an app
    private static final int MEASURE_SECONDS = 1;
    private static final int HOOKS_SECONDS = 5;
    private static final Duration ORPHAN_MERCY = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Worker worker;
    private final CompletableFuture<Descriptors> descriptors = new CompletableFuture<>();
    private final CompletableFuture<WorkerConfig> config = new CompletableFuture<>();

    private final CompletableFuture<ChildLink> link = new CompletableFuture<>();

    private WorkerMain(Relay relay, int slot, int seat) {
        this.loop = relay.loop();
        this.worker = new Worker(relay, slot, seat, this::unfit);
    }

    /** Started by the master only; everything it needs is in the environment and on the link. */
    public static void main(String[] args) throws InterruptedException {
        Thread.currentThread().setUncaughtExceptionHandler(WorkerMain::end);
        PosixSignal.INT.ignore();
        PosixSignal.HUP.ignore();
        NettyLog.install();
        Map<String, String> environment = System.getenv();
        int slot = Integer.parseInt(environment.getOrDefault(ChildLink.SLOT, "0"));
        int seat = Integer.parseInt(environment.getOrDefault(ChildLink.SEAT, "0"));
        WorkerMain main = new WorkerMain(Relay.start(), slot, seat);
        ChildLink link = ChildLink.open(main.loop, Role.WORKER, environment, main);
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

    private void measured(Consumer<ToMaster> send) {
        worker.meters().changes().forEach(part -> send.accept(new ToMaster.Measured(part)));
    }

    /**
     * Not on the event loop. What has been counted since it was last told is not lost, and the
     * application's shutdown hooks run; one that hangs holds nobody up.
     */
    private void leave() {
        link.thenAccept(l -> measured(l::sendAndWait)).join();
        worker.endOutput();
        CompletableFuture.delayedExecutor(HOOKS_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(0));
        System.exit(0);
    }

    private void unfit(String why) {
        link.thenAccept(l -> l.send(new ToMaster.Unfit(why)));
    }

    /** The event loop would keep a process alive that can never become ready. */
    private static void end(Thread main, Throwable cause) {
        EventLog.failure("the worker cannot start", cause);
        System.exit(BUG);
    }

    private void serve() throws AppLoadException, InterruptedException {
        Descriptors handed = descriptors.join();
        WorkerConfig settings = config.join();
        int board = Objects.requireNonNull(handed.byName().get("board"), "the scoreboard");
        worker.start(
                settings,
                handed,
                Scoreboard.map(Path.of("/proc/self/fd/" + board), settings.board()));
    }

    private static void report(int slot, AppLoadException e) {
        Throwable cause = e.getCause();
        String line = "worker %d: %s".formatted(slot, e.getMessage());
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
            case ToChild.Accept(boolean on) -> worker.pause(!on);
            case ToChild.Farewell() -> worker.farewell();
            case ToChild.Drain(Duration mercy) -> worker.drain(mercy, this::leave);
            case ToChild.Roster _, ToChild.Output _ -> {}
        }
    }

    @Override
    public void lost() {
        Orphan.end(loop, () -> worker.drain(ORPHAN_MERCY, () -> Runtime.getRuntime().halt(0)));
    }
}
