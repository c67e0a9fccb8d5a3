package dev.serval.master.cluster;

import dev.serval.control.log.EventLog;
import dev.serval.hub.ClusterEngine.Fact;
import dev.serval.hub.ClusterEngine.Line;
import dev.serval.hub.ClusterEngine.Order;
import dev.serval.hub.ClusterEngine.Told;
import dev.serval.hub.ClusterException;
import dev.serval.master.cluster.Progress.Stage;
import dev.serval.master.command.Commands;
import dev.serval.master.stats.ServerView;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says in a registry that this server is there, from its first ready worker on, obeys the orders
 * that are left for it there, and takes itself out before the server stops. Its methods may be
 * called from any thread; it has one of its own, since a registry may be slow. There is none where
 * this server is in no cluster.
 */
public final class Registrar {

    /** In the time after which a server is taken for dead, it says this often that it is not. */
    private static final int BEATS = 10;

    private static final long LONGEST_BEAT_MILLIS = 1000;

    /** From the order to leave to the end of service: what a router sends meanwhile is served. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("registrar").factory());
    private final String run;
    private final Supplier<ServerView> view;
    private final Consumer<Commands.Reply> reload;
    private final Orders orders = new Orders();
    private final Rate rate = new Rate();
    private volatile Optional<Membership> wanted = Optional.empty();
    private volatile boolean left;
    private Optional<Membership> member = Optional.empty();
    private @Nullable Line line;
    private @Nullable Future<?> regular;
    private Progress progress = Progress.NONE;
    private volatile boolean begun;
    private volatile int cores;
    private boolean failing;
    private long beats;

    /**
     * @param run tells this start of the server from any other
     * @param view what the server does now
     * @param reload begins one, and tells how it has ended
     */
    public Registrar(String run, Supplier<ServerView> view, Consumer<Commands.Reply> reload) {
        this.run = run;
        this.view = view;
        this.reload = reload;
    }

    /** From now on this server is registered so, or not at all. */
    public void follow(Optional<Membership> next) {
        if (left || next.equals(wanted)) {
            return;
        }
        wanted = next;
        thread.execute(() -> {
            if (next.filter(this::isSameNode).isEmpty()) {
                farewell();
            }
            end();
            member = next;
            next.ifPresent(this::begin);
        });
    }

    private boolean isSameNode(Membership next) {
        return member.filter(own -> own.node().equals(next.node()))
                .filter(own -> own.place().equals(next.place()))
                .isPresent();
    }

    private void begin(Membership own) {
        try {
            line = Registries.open(own.place());
        } catch (IOException e) {
            EventLog.line("cluster %s: %s".formatted(own.place(), e.getMessage()));
            return;
        }
        long millis = Math.min(LONGEST_BEAT_MILLIS, own.ttl().toMillis() / BEATS);
        regular = thread.scheduleWithFixedDelay(this::beat, 0, millis, TimeUnit.MILLISECONDS);
    }

    private void end() {
        if (regular != null) {
            regular.cancel(false);
        }
        if (line != null) {
            line.close();
            line = null;
        }
        member = Optional.empty();
    }

    /** Requests that the ready workers can run at once. */
    public void ready(int now) {
        boolean first = !begun && now > 0;
        cores = now;
        if (first) {
            begun = true;
        }
        if (first && wanted.isPresent()) {
            thread.execute(this::beat);
        }
    }

    /**
     * Takes this server out.
     *
     * @return how long routers may take to see it; zero where there is none
     */
    public Duration leave() {
        if (wanted.isEmpty()) {
            return Duration.ZERO;
        }
        left = true;
        wanted = Optional.empty();
        thread.execute(() -> {
            farewell();
            end();
        });
        EventLog.line("this server leaves its cluster; what routers have sent is served first");
        return GRACE;
    }

    /** Another server of the same address speaks for it now. */
    public void handOver() {
        if (wanted.isEmpty()) {
            return;
        }
        left = true;
        wanted = Optional.empty();
        thread.execute(this::end);
    }

    private void farewell() {
        if (member.isEmpty() || line == null || !begun) {
            return;
        }
        Membership own = member.get();
        try {
            line.amend(
                    own.node(),
                    new Fact(NodeFacts.RUN, run),
                    new Fact(NodeFacts.STATE, NodeState.DRAINING.word()),
                    own.ttl());
        } catch (ClusterException e) {
            EventLog.line(
                    "cluster %s: %s; routers find out by themselves that this server has gone"
                            .formatted(own.place(), e.getMessage()));
        }
    }

    private void beat() {
        if (member.isEmpty() || line == null || !begun) {
            return;
        }
        Membership own = member.get();
        try {
            Told told = line.announce(own.node(), facts(own).written(), own.ttl());
            if (failing) {
                EventLog.line("cluster %s: this server is registered again".formatted(own.place()));
            }
            failing = false;
            judge(told);
        } catch (ClusterException e) {
            if (!failing) {
                EventLog.line(
                        "cluster %s: this server cannot be registered: %s"
                                .formatted(own.place(), e.getMessage()));
            }
            failing = true;
        }
    }

    private NodeFacts facts(Membership own) {
        ServerView now = view.get();
        beats++;
        return new NodeFacts(
                run,
                beats,
                cores > 0 ? NodeState.READY : NodeState.DOWN,
                own.backend(),
                own.ttl().toMillis(),
                NodeFacts.Load.of(now, rate.perSecond(now, System.nanoTime()), own.stats()),
                progress);
    }

    private void judge(Told told) {
        switch (orders.judge(told)) {
            case Orders.Verdict.Nothing() -> {}
            case Orders.Verdict.Refuse(Order order, String why) -> {
                EventLog.line(
                        "cluster: an order to %s is refused: %s".formatted(order.what(), why));
                if (order.token() > progress.token()) {
                    progress = Progress.of(order.token(), Stage.REFUSED, why);
                }
            }
            case Orders.Verdict.Obey(Order order) -> {
                EventLog.line("cluster: this server is told to reload");
                progress = Progress.of(order.token(), Stage.RUNNING, "");
                thread.execute(this::beat);
                reload.accept(
                        (code, text) -> ended(order, code == 0 ? Stage.DONE : Stage.FAILED, text));
            }
        }
    }

    /** On whatever thread the answer comes. */
    private void ended(Order order, Stage stage, String text) {
        thread.execute(() -> {
            progress = Progress.of(order.token(), stage, text);
            beat();
        });
    }
}
