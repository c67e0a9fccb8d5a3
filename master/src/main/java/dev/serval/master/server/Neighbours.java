package dev.serval.master.server;

import dev.serval.control.link.Member;
import dev.serval.control.link.Role;
import dev.serval.control.log.EventLog;
import dev.serval.control.option.Subscription;
import dev.serval.master.cluster.Membership;
import dev.serval.master.cluster.Registrar;
import dev.serval.master.discovery.Announced;
import dev.serval.master.discovery.Announcer;
import dev.serval.master.discovery.Discovery;
import dev.serval.master.discovery.DiscoveryPlan;
import dev.serval.master.process.LinkServer;
import dev.serval.master.socket.ListeningSocket;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Who serves beside our workers, for our routers; and other routers, which our workers serve. */
final class Neighbours {

    private final EventLoop loop;
    private final Discovery discovery;
    private final Announcer announcer = new Announcer();
    private final Registrar registrar;
    private volatile BooleanSupplier handedOver = () -> false;

    /** Written and read by the master's thread. */
    private boolean left;

    /**
     * @param registrar speaks for this server in its cluster
     */
    Neighbours(EventLoop loop, LinkServer links, Registrar registrar) {
        this.loop = loop;
        this.registrar = registrar;
        this.discovery = new Discovery(loop, links::tell);
    }

    /**
     * @param successor whether another server has taken over
     */
    void guard(BooleanSupplier successor) {
        handedOver = successor;
    }

    /** Who has subscribed, for a successor. On the loop. */
    String subscribed() {
        return discovery.subscribed();
    }

    /** Who had subscribed to the server before this one. */
    void remember(String subscribed) {
        discovery.remember(subscribed);
    }

    /** Looks for what a plan wants beyond that of before. Main thread. */
    void offer(ServerPlan plan) {
        discovery.offer(plan.discovery());
    }

    /** This plan, with these sockets, is the one that serves. Main thread. */
    void follow(ServerPlan plan, Sockets sockets) {
        DiscoveryPlan wanted = plan.discovery();
        discovery.keepOnly(wanted);
        discovery.listen(
                wanted, sockets.subscriptions().stream().map(ListeningSocket::channel).toList());
        announcer.follow(announced(wanted, sockets), wanted.frequency());
        registrar.follow(
                Membership.of(plan.cluster(), first(sockets.uwsgi()), first(sockets.stats())));
        if (wanted.check().isEmpty()) {
            sockets.subscriptions().forEach(Neighbours::warn);
        }
    }

    private static Optional<String> first(List<ListeningSocket> sockets) {
        return sockets.stream().map(ListeningSocket::address).findFirst();
    }

    private static List<Announced> announced(DiscoveryPlan plan, Sockets sockets) {
        List<Announced> all = new ArrayList<>();
        for (Subscription each : plan.subscriptions()) {
            if (!each.address().isEmpty()) {
                all.add(new Announced(each, each.address()));
            } else if (each.socket() < sockets.uwsgi().size()) {
                all.add(new Announced(each, sockets.uwsgi().get(each.socket()).address()));
            }
        }
        return all;
    }

    private static void warn(ListeningSocket socket) {
        boolean reachable =
                socket.channel().localAddress() instanceof InetSocketAddress ip
                        && !ip.getAddress().isLoopbackAddress();
        if (reachable) {
            EventLog.line(
                    "whoever reaches %s can take over any host: subscriptions are not signed; add"
                                    .formatted(socket.address())
                            + " --subscriptions-sign-check, or keep it from strangers");
        }
    }

    /** A child has called. */
    void called(Role role, long pid) {
        if (role == Role.ROUTER) {
            discovery.greet(pid);
        }
    }

    /** A child is gone. */
    void ended(long pid) {
        discovery.gone(pid);
    }

    /** These workers are ready. */
    void ready(List<Member> workers) {
        int cores = workers.stream().mapToInt(Member::cores).sum();
        announcer.ready(cores);
        registrar.ready(cores);
    }

    /**
     * The server is to stop: other routers are told first. Where another server has taken over,
     * they need not know. Who asks again is not kept waiting.
     *
     * @param delay how long a load balancer takes to see that we are not ready
     * @param then called when all have had the time to hear of it
     * @return whether there is anything to wait for
     */
    boolean leave(Duration delay, Runnable then) {
        if (handedOver.getAsBoolean()) {
            discovery.handOver();
            registrar.handOver();
            return false;
        }
        if (left) {
            return false;
        }
        left = true;
        if (delay.isPositive()) {
            EventLog.line("not ready any more; serving on for %s".formatted(shown(delay)));
        }
        Duration wait =
                Stream.of(delay, announcer.leave(), registrar.leave())
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        if (wait.isZero()) {
            return false;
        }
        loop.schedule(then, wait.toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    void close() {
        discovery.close();
    }
}
