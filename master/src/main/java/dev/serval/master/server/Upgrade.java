package dev.serval.master.server;

import dev.serval.control.log.EventLog;
import dev.serval.master.offspring.Offspring;
import dev.serval.master.socket.ListeningSocket;
import dev.serval.master.supervise.FleetEvent;
import dev.serval.master.systemd.Notifier;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands this server over to one that is started anew, perhaps from another version: the successor
 * gets the listening sockets, says when it serves, and only then does this one drain. The other end
 * is {@link Inherited}. Everything runs on the event loop.
 */
final class Upgrade {

    /** Told how it went, with one line for people. */
    interface Outcome extends BiConsumer<Boolean, String> {}

    private record Offer(String kind, ListeningSocket socket) {}

    private final EventLoop loop;
    private final Installation installation;
    private final Supplier<Sockets> sockets;
    private final Map<String, Supplier<String>> legacy;
    private final Consumer<FleetEvent> events;
    private final Notifier systemd;
    private final List<Outcome> waiting = new ArrayList<>();
    private volatile Runnable left = () -> {};
    private @Nullable Process successor;
    private volatile boolean handedOver;

    /**
     * @param sockets those that serve now
     * @param legacy what the successor finds in its environment, by variable
     * @param events where the order to stop goes
     * @param systemd told who is the main process then
     */
    Upgrade(
            EventLoop loop,
            Installation installation,
            Supplier<Sockets> sockets,
            Map<String, Supplier<String>> legacy,
            Consumer<FleetEvent> events,
            Notifier systemd) {
        this.loop = loop;
        this.installation = installation;
        this.sockets = sockets;
        this.legacy = legacy;
        this.events = events;
        this.systemd = systemd;
    }

    /** Whether another server has taken over: what both share is no longer ours to remove. */
    boolean handedOver() {
        return handedOver;
    }

    /** Says what is to be run when another server has taken over, before anybody is told. */
    void whenHandedOver(Runnable then) {
        left = then;
    }

    /** Begins; any thread. */
    void begin(Outcome outcome) {
        loop.execute(() -> {
            waiting.add(outcome);
            if (successor == null) {
                start();
            }
        });
    }

    private void start() {
        List<Offer> offers = offers(sockets.get());
        String address = installation.abstractAddress("takeover");
        Channel server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(EpollServerDomainSocketChannel.class)
                        .childHandler(new Taker(offers))
                        .bind(new DomainSocketAddress("\0" + address))
                        .channel();
        ProcessBuilder builder = new ProcessBuilder(installation.command()).inheritIO();
        // The watchdog is to watch it from then on.
        builder.environment().remove("WATCHDOG_PID");
        builder.environment().put(Inherited.ADDRESS, address);
        builder.environment().put(Inherited.SOCKETS, lines(offers));
        legacy.forEach((name, text) -> builder.environment().put(name, text.get()));
        try {
            Process started = Offspring.start(builder);
            successor = started;
            EventLog.line("upgrade: started a successor (pid: %d)".formatted(started.pid()));
            started.onExit()
                    .thenAccept(p ->
                            loop.execute(() -> {
                                server.close();
                                ended(p.exitValue());
                            }));
        } catch (IOException e) {
            server.close();
            tell(false, "no successor can be started: " + e.getMessage());
        }
    }

    private static List<Offer> offers(Sockets now) {
        List<Offer> offers = new ArrayList<>();
        now.http().forEach(s -> offers.add(new Offer("http", s)));
        now.https().forEach(s -> offers.add(new Offer("https", s)));
        now.quic().forEach(s -> offers.add(new Offer("quic", s)));
        now.redirects().forEach(s -> offers.add(new Offer("http-to-https", s)));
        now.uwsgi().forEach(s -> offers.add(new Offer("uwsgi", s)));
        now.httpSockets().forEach(s -> offers.add(new Offer("http-socket", s)));
        now.stats().forEach(s -> offers.add(new Offer("stats", s)));
        now.subscriptions().forEach(s -> offers.add(new Offer("subscriptions", s)));
        return offers;
    }

    private static String lines(List<Offer> offers) {
        return String.join("\n", offers.stream().map(Upgrade::line).toList());
    }

    private static String line(Offer offer) {
        boolean udp = offer.socket.channel() instanceof DatagramChannel;
        String transport = offer.socket.unix() ? "unix" : udp ? "udp" : "tcp";
        return "%s %s %s".formatted(offer.kind, transport, offer.socket.asked());
    }

    private void ended(int code) {
        successor = null;
        if (!handedOver) {
            tell(
                    false,
                    "the successor ended with exit code %d before it served; this one serves on"
                            .formatted(code));
        }
    }

    /**
     * @param told run when systemd knows
     */
    private void taken(long pid, Runnable told) {
        handedOver = true;
        systemd.handOver(pid, told);
        left.run();
        tell(true, "server %d has taken over; this one drains".formatted(pid));
        events.accept(new FleetEvent.StopAsked());
    }

    private void tell(boolean done, String line) {
        EventLog.line("upgrade: " + line);
        waiting.forEach(each -> each.accept(done, line));
        waiting.clear();
    }

    /** The successor's connection: sockets go out, one byte comes back, and we hang up. */
    private final class Taker extends ChannelInitializer<EpollDomainSocketChannel> {

        private final List<Offer> offers;

        Taker(List<Offer> offers) {
            this.offers = offers;
        }

        @Override
        protected void initChannel(EpollDomainSocketChannel channel) throws IOException {
            Process process = successor;
            int pid = channel.peerCredentials().pid();
            if (process == null || process.pid() != pid) {
                channel.close();
                return;
            }
            channel.pipeline()
                    .addLast(
                            new ChannelInboundHandlerAdapter() {
                                @Override
                                public void channelActive(ChannelHandlerContext ctx) {
                                    offers.forEach(o ->
                                            ctx.write(o.socket.descriptor(), ctx.voidPromise()));
                                    ctx.flush();
                                }

                                @Override
                                public void channelRead(ChannelHandlerContext ctx, Object one) {
                                    ReferenceCountUtil.release(one);
                                    taken(pid, ctx::close);
                                }
                            });
        }
    }
}
