package dev.serval.router;

import dev.serval.control.access.AccessLogException;
import dev.serval.control.board.Scoreboard;
import dev.serval.control.config.RouterConfig;
import dev.serval.control.link.ChildLink;
import dev.serval.control.link.Descriptors;
import dev.serval.control.link.Orphan;
import dev.serval.control.link.Role;
import dev.serval.control.link.ToChild;
import dev.serval.control.link.ToMaster;
import dev.serval.control.log.EventLog;
import dev.serval.control.log.NettyLog;
import dev.serval.control.pem.CredentialsException;
import dev.serval.control.signal.PosixSignal;
import dev.serval.http.HostName;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The router process's entry point. */
public final class RouterMain implements ChildLink.Owner {

    private static final int BUG = 1;
    private static final int MEASURE_SECONDS = 1;
    private static final Duration ORPHAN_MERCY = Duration.ofSeconds(1);

    private final EventLoop main;
    private final CompletableFuture<Descriptors> descriptors = new CompletableFuture<>();
    private final CompletableFuture<RouterConfig> config = new CompletableFuture<>();
    private final CompletableFuture<Router> router = new CompletableFuture<>();

    /** What the master has found is taken in the order in which it says so. */
    private CompletableFuture<Router> informed = router;

    private RouterMain(EventLoop main) {
        this.main = main;
    }

    /** Started by the master only; everything it needs is in the environment and on the link. */
    public static void main(String[] args) throws InterruptedException {
        Thread.currentThread().setUncaughtExceptionHandler(RouterMain::end);
        PosixSignal.INT.ignore();
        PosixSignal.HUP.ignore();
        NettyLog.install();
        Map<String, String> environment = System.getenv();
        EventLoop first = group(1).next();
        RouterMain main = new RouterMain(first);
        ChildLink link = ChildLink.open(first, Role.ROUTER, environment, main);
        PosixSignal.TERM.handle(() -> link.send(new ToMaster.Unfit("was asked to end")));
        RouterConfig config = main.config.join();
        // With one loop, it does everything; with more, the first accepts and the others serve.
        Router router =
                new Router(
                        Integer.parseInt(environment.getOrDefault(ChildLink.SLOT, "1")),
                        first,
                        config.threads() > 1 ? group(config.threads()) : first,
                        link::send);
        try {
            router.start(
                    config,
                    main.descriptors.join(),
                    main.board(config),
                    Integer.parseInt(environment.getOrDefault(ChildLink.SEAT, "0")),
                    environment.getOrDefault(ChildLink.WORKERS, ""),
                    HostName.own());
        } catch (CredentialsException | SSLException e) {
            fail(link, "https: " + e.getMessage());
        } catch (AccessLogException e) {
            fail(link, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            fail(link, "the router cannot read a file: " + e);
        }
        main.router.complete(router);
        link.send(new ToMaster.Ready());
        Runnable tell =
                () -> router.changes().forEach(part -> link.send(new ToMaster.Measured(part)));
        first.scheduleAtFixedRate(tell, MEASURE_SECONDS, MEASURE_SECONDS, TimeUnit.SECONDS);
    }

    private Scoreboard board(RouterConfig config) {
        int descriptor =
                Objects.requireNonNull(descriptors.join().byName().get("board"), "the scoreboard");
        return Scoreboard.map(Path.of("/proc/self/fd/" + descriptor), config.board());
    }

    private static void fail(ChildLink link, String why) {
        link.sendAndWait(new ToMaster.Failed(why));
        System.exit(BUG);
    }

    /** The event loop would keep a process alive that can never become ready. */
    private static void end(Thread main, Throwable cause) {
        EventLog.failure("the router cannot start", cause);
        System.exit(BUG);
    }

    private static EventLoopGroup group(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, EpollIoHandler.newFactory());
    }

    @Override
    public void handed(Descriptors handed) {
        descriptors.complete(handed);
    }

    @Override
    public void told(ToChild message) {
        switch (message) {
            case ToChild.Configure(Map<String, String> settings) ->
                    config.complete(RouterConfig.of(settings));
            case ToChild.Roster(var members) -> router.thenAccept(r -> r.roster(members));
            case ToChild.Backends backends -> found(backends);
            case ToChild.Release(long pid) -> router.thenAccept(r -> r.release(pid));
            case ToChild.Accept(boolean on) -> router.thenAccept(r -> r.pause(!on));
            case ToChild.Farewell _, ToChild.Lead _ -> {}
            case ToChild.Drain(Duration mercy) ->
                    router.thenAccept(r -> r.drain(mercy, () -> Runtime.getRuntime().halt(0)));
            case ToChild.Draft draft -> router.thenAccept(r -> r.draft(draft));
            case ToChild.Output _, ToChild.Swap _ -> {}
        }
    }

    private void found(ToChild.Backends backends) {
        informed =
                informed.thenApply(r -> {
                    r.found(backends);
                    return r;
                });
    }

    @Override
    public void lost() {
        Orphan.end(
                main,
                () ->
                        router.thenAccept(
                                r -> r.drain(ORPHAN_MERCY, () -> Runtime.getRuntime().halt(0))));
    }
}
