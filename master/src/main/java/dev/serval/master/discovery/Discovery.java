package dev.serval.master.discovery;

import dev.serval.control.config.PoolConfig.Backend;
import dev.serval.control.link.ToChild;
import dev.serval.control.log.EventLog;
import dev.serval.control.option.UpstreamSource;
import dev.serval.control.routing.BackendLine;
import dev.serval.hub.ClusterEngine.Place;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds backends, and tells routers of each change; a new router is told everything. What is known
 * outlives routers and generations. Its methods may be called from any thread; everything happens
 * on one event loop.
 */
public final class Discovery {

    private static final long LOOK_MILLIS = 1000;

    /** One variable of an environment has room for 128 kB (execve(2)). */
    private static final int MAX_LEGACY = 100_000;

    /** Sends to one router. */
    public interface Routers {

        /** Lost without a word if it is gone. */
        void tell(long pid, ToChild message);
    }

    private final EventLoop loop;
    private final Routers routers;
    private final Set<Long> greeted = new LinkedHashSet<>();
    private final Map<String, List<String>> found = new LinkedHashMap<>();
    private final Map<UpstreamSource, Watch> watches = new HashMap<>();
    private final Map<UpstreamSource, Place> registries = new HashMap<>();
    private final Registry registry = new Registry();
    private final Set<Channel> heard = new LinkedHashSet<>();
    private @Nullable SubscriptionServer server;
    private @Nullable Names names;
    private DiscoveryPlan.@Nullable Dns asked;
    private long toleranceMillis;

    /**
     * Finds nothing yet.
     *
     * @param loop of the sockets for subscriptions too
     */
    public Discovery(EventLoop loop, Routers routers) {
        this.loop = loop;
        this.routers = routers;
    }

    /** Begins to look wherever a plan says so; what is looked at already goes on. */
    public void offer(DiscoveryPlan plan) {
        loop.execute(() -> plan.sources().forEach(source -> watch(source, plan)));
    }

    /** This plan counts from now on: other places are not looked at any more. */
    public void keepOnly(DiscoveryPlan plan) {
        loop.execute(() -> {
            boolean otherwise = names != null && !plan.dns().equals(asked);
            Set<UpstreamSource> old = Set.copyOf(watches.keySet());
            for (UpstreamSource source : old) {
                boolean kept = plan.sources().contains(source);
                if (!kept || isAskedOtherwise(source, plan)) {
                    end(watches.remove(source));
                }
                if (!kept) {
                    found.remove(source.toString());
                }
            }
            if (otherwise) {
                endNames();
            }
            plan.sources().forEach(source -> watch(source, plan));
        });
    }

    private boolean isAskedOtherwise(UpstreamSource source, DiscoveryPlan plan) {
        return switch (source.kind()) {
            case FILE -> false;
            case REGISTRY -> !Objects.equals(plan.registries().get(source), registries.get(source));
            case DNS, SRV -> names != null && !plan.dns().equals(asked);
        };
    }

    /** Takes subscriptions from these sockets, by this plan. */
    public void listen(DiscoveryPlan plan, List<Channel> sockets) {
        loop.execute(() -> {
            toleranceMillis = plan.tolerance().toMillis();
            SubscriptionServer taker = server;
            if (taker == null && !sockets.isEmpty()) {
                taker = new SubscriptionServer(plan, this::take);
                server = taker;
                loop.scheduleAtFixedRate(
                        this::expire, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } else if (taker != null) {
                taker.follow(plan);
            }
            for (Channel socket : sockets) {
                if (taker != null && heard.add(socket)) {
                    socket.pipeline().addLast(taker);
                    socket.config().setAutoRead(true);
                }
            }
        });
    }

    /** Takes no subscriptions any more: another server has the sockets now. */
    public void handOver() {
        loop.execute(() -> heard.forEach(socket -> socket.config().setAutoRead(false)));
    }

    /**
     * Who has subscribed, a host and a backend a line; of very many, some. Only on the event loop.
     */
    public String subscribed() {
        StringBuilder lines = new StringBuilder();
        for (String host : registry.hosts()) {
            for (Backend each : registry.of(host)) {
                if (lines.length() < MAX_LEGACY) {
                    lines.append(host).append(' ').append(BackendLine.of(each)).append('\n');
                }
            }
        }
        return lines.toString();
    }

    /** Takes what {@link #subscribed} has said for what was heard just now. */
    public void remember(String lines) {
        loop.execute(() -> lines.lines().forEach(this::remembered));
    }

    private void remembered(String line) {
        int space = line.indexOf(' ');
        String host = line.substring(0, space);
        try {
            Backend node = BackendLine.parse(line.substring(space + 1));
            registry.take(
                    new Announcement(false, host, node, 0),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            publish(host);
        } catch (BackendLine.Fault e) {
            throw new IllegalArgumentException("the server before has told no backend", e);
        }
    }

    /** A router has called; it is told everything now, and what changes from now on. */
    public void greet(long pid) {
        loop.execute(() -> {
            greeted.add(pid);
            found.forEach(
                    (source, lines) -> routers.tell(pid, new ToChild.Backends(source, lines)));
            routers.tell(pid, new ToChild.Backends(ToChild.Backends.SUBSCRIBED, List.of()));
        });
    }

    /** A process is gone; it may have been a router. */
    public void gone(long pid) {
        loop.execute(() -> greeted.remove(pid));
    }

    /** Looks at nothing any more. */
    public void close() {
        loop.execute(() -> {
            watches.values().forEach(Watch::stop);
            watches.clear();
            endNames();
        });
    }

    private static void end(@Nullable Watch watch) {
        if (watch != null) {
            watch.stop();
        }
    }

    private void endNames() {
        if (names != null) {
            names.close();
            names = null;
        }
    }

    private void watch(UpstreamSource source, DiscoveryPlan plan) {
        if (watches.containsKey(source)) {
            return;
        }
        String told = source.toString();
        Watch.Listener listener =
                backends ->
                        loop.execute(() -> {
                            if (watches.containsKey(source)) {
                                publish(told, backends);
                            }
                        });
        Place registry = plan.registries().get(source);
        if (registry != null) {
            registries.put(source, registry);
            watches.put(source, RegistryWatch.start(told, registry, listener));
        } else if (source.kind() == UpstreamSource.Kind.FILE) {
            watches.put(source, FileWatch.start(Path.of(source.name()), listener));
        } else {
            watches.put(source, asking(source, plan.dns(), listener));
        }
    }

    private Watch asking(UpstreamSource source, DiscoveryPlan.Dns dns, Watch.Listener listener) {
        Names asking = names == null ? new Names(loop, dns.servers()) : names;
        asked = names == null ? dns : asked;
        names = asking;
        Lifetime lifetime = new Lifetime(dns.least(), dns.most());
        DnsWatch made = new DnsWatch(loop, asking, source, lifetime, listener);
        made.ask();
        return made;
    }

    private void take(Announcement said) {
        Registry.Change change =
                registry.take(said, TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        publish(said.host());
        String node = said.backend().address().toString();
        switch (change) {
            case CAME -> EventLog.line("%s => new node: %s".formatted(said.host(), node));
            case LEFT -> EventLog.line("%s => node has left: %s".formatted(said.host(), node));
            case TOO_MANY -> {
                if (server != null) {
                    server.refuse(node, "there are too many hosts, or nodes for its host");
                }
            }
            case DIFFERS, NONE -> {}
        }
    }

    private void expire() {
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        for (Registry.Silent each : registry.expire(now, toleranceMillis)) {
            EventLog.line(
                    "%s => node was silent for %d s: %s"
                            .formatted(
                                    each.host(), toleranceMillis / 1000, each.backend().address()));
            publish(each.host());
        }
    }

    private void publish(String host) {
        String source = ToChild.Backends.SUBSCRIBED + host;
        List<Backend> nodes = registry.of(host);
        publish(source, nodes);
        if (nodes.isEmpty()) {
            found.remove(source);
        }
    }

    /** In an order of their own: DNS answers in another one each time. */
    private void publish(String source, List<Backend> backends) {
        List<String> lines =
                backends.stream()
                        .map(BackendLine::of)
                        .distinct()
                        .sorted()
                        .limit(DiscoveryPlan.most())
                        .toList();
        if (lines.equals(found.put(source, lines))) {
            return;
        }
        ToChild message = new ToChild.Backends(source, lines);
        greeted.forEach(pid -> routers.tell(pid, message));
    }
}
