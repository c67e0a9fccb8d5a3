package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.link.Member;
import dev.serval.control.measure.Meters;
import dev.serval.control.option.BackendAddress;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Workers that are programs and speak HTTP, for one event loop. The least busy process is asked,
 * and among equals the one that was asked longest ago.
 *
 * <p>A process that does not accept has died, or is about to: what was meant for it is asked again
 * elsewhere, or waits for whoever comes after it.
 */
final class ProgramPool implements Upstream {

    private static final long RETRY_MILLIS = 50;
    private static final long NOBODY = 0;

    /** The pool's name in the statistics. */
    private static final String NAME = "workers";

    /** A request that has no connection yet. */
    static final class Ask {

        private final UpstreamEvents request;
        private final long deadline;
        private final long avoided;

        Ask(UpstreamEvents request, long deadline, long avoided) {
            this.request = request;
            this.deadline = deadline;
            this.avoided = avoided;
        }

        UpstreamEvents request() {
            return request;
        }

        /** Whether a connection of its own is wanted: one that was kept may have failed it. */
        boolean again() {
            return avoided != NOBODY;
        }
    }

    /** What one worker has done since it was last told. */
    static final class Score {

        long answers;
        long failures;
        long micros;
        long harakiris;

        void took(long nanos) {
            micros += TimeUnit.NANOSECONDS.toMicros(nanos);
        }
    }

    private final EventLoop loop;
    private final PoolConfig.Queue queue;
    private final Patience patience;
    private final LongConsumer overdue;
    private final int loops;
    private final Connector connector;
    private final Map<Long, ProgramNode> nodes = new LinkedHashMap<>();
    private final Map<UpstreamEvents, Ask> connecting = new HashMap<>();
    private final Deque<Ask> waiting = new ArrayDeque<>();
    private final Map<Integer, Score> scores = new TreeMap<>();
    private boolean retryDue;

    /**
     * @param queue how requests wait when all have as many as they may
     * @param loops how many share what each process may be given
     * @param overdue told a process that has been at a request for too long
     */
    ProgramPool(
            EventLoop loop,
            Connector connector,
            PoolConfig.Queue queue,
            Patience patience,
            int loops,
            LongConsumer overdue) {
        this.loop = loop;
        this.connector = connector;
        this.queue = queue;
        this.patience = patience;
        this.loops = loops;
        this.overdue = overdue;
    }

    Patience patience() {
        return patience;
    }

    /** The ready workers changed. */
    void roster(List<Member> members) {
        List<Long> pids = members.stream().map(Member::pid).toList();
        nodes.values().stream()
                .filter(node -> !pids.contains(node.member().pid()))
                .forEach(ProgramNode::leave);
        nodes.values().removeIf(ProgramNode::isGone);
        members.forEach(member -> nodes.computeIfAbsent(member.pid(), _ -> node(member)));
        serveWaiting();
    }

    private ProgramNode node(Member member) {
        PoolConfig.Kept kept = PoolConfig.Defaults.KEPT;
        return new ProgramNode(
                this,
                member,
                connector.to(BackendAddress.parse("http://127.0.0.1:" + member.port())),
                new Kept(share(kept.most()), kept.time()),
                share(member.cores()));
    }

    private int share(int all) {
        return Math.max(1, all / loops);
    }

    @Override
    public boolean takesChunks() {
        return true;
    }

    @Override
    public void lease(UpstreamEvents request) {
        place(request, NOBODY);
    }

    @Override
    public void leaseAgain(UpstreamEvents request, UpstreamConnection failed) {
        place(request, failed.pid());
    }

    private void place(UpstreamEvents request, long avoided) {
        Ask ask = new Ask(request, System.nanoTime() + queue.time().toNanos(), avoided);
        ProgramNode node = pick(ask);
        if (node != null) {
            take(node, ask);
        } else if (waiting.size() >= queue.length()) {
            request.broken(Failure.QUEUE_FULL);
        } else {
            waiting.add(ask);
        }
    }

    private @Nullable ProgramNode pick(Ask ask) {
        ProgramNode elsewhere = leastBusy(ask.avoided);
        return elsewhere == null && ask.again() ? leastBusy(NOBODY) : elsewhere;
    }

    private @Nullable ProgramNode leastBusy(long avoided) {
        ProgramNode best = null;
        for (ProgramNode node : nodes.values()) {
            if (node.canServe()
                    && node.member().pid() != avoided
                    && (best == null || node.busy() < best.busy())) {
                best = node;
            }
        }
        return best;
    }

    /** It was on its way out, and has finished what it had. */
    void gone(ProgramNode node) {
        nodes.remove(node.member().pid());
    }

    private void take(ProgramNode node, Ask ask) {
        // Asked last, so it is looked at last among equals.
        nodes.remove(node.member().pid());
        nodes.put(node.member().pid(), node);
        connecting.put(ask.request, ask);
        node.take(ask);
    }

    /** Whether the request still wants its connection, which is there now. */
    boolean wanted(Ask ask) {
        return connecting.remove(ask.request, ask);
    }

    /** It has not accepted; somebody else is asked, or it is tried once more in a moment. */
    void refused(ProgramNode node, Ask ask) {
        score(node.member()).failures++;
        if (wanted(ask)) {
            waiting.addFirst(ask);
        }
        if (!retryDue) {
            retryDue = true;
            loop.schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
        serveWaiting();
    }

    private void retry() {
        retryDue = false;
        nodes.values().forEach(ProgramNode::hope);
        serveWaiting();
    }

    /** Those that come first go first. */
    void serveWaiting() {
        for (Ask first = waiting.peek(); first != null; first = waiting.peek()) {
            ProgramNode node = pick(first);
            if (node == null) {
                return;
            }
            waiting.remove();
            take(node, first);
        }
    }

    @Override
    public void cancel(UpstreamEvents request) {
        connecting.remove(request);
        waiting.removeIf(ask -> ask.request.equals(request));
    }

    /** How many requests wait for a process. */
    int waiting() {
        return waiting.size();
    }

    /** Refuses who has waited too long, ends what takes too long; to be called now and then. */
    void expire(long nanoTime) {
        List<Ask> late = new ArrayList<>();
        waiting.removeIf(ask -> nanoTime - ask.deadline > 0 && late.add(ask));
        late.forEach(ask -> ask.request.broken(Failure.QUEUE_TIMEOUT));
        List.copyOf(nodes.values()).forEach(node -> node.expire(nanoTime));
        serveWaiting();
    }

    void overdue(ProgramNode node) {
        score(node.member()).harakiris++;
        overdue.accept(node.member().pid());
    }

    /** Runs it as soon as no request is at this process, which is on the roster no more. */
    void release(long pid, Runnable then) {
        ProgramNode node = nodes.get(pid);
        if (node == null) {
            then.run();
        } else {
            node.whenFree(then);
        }
    }

    Score score(Member member) {
        return scores.computeIfAbsent(member.worker(), _ -> new Score());
    }

    /**
     * Says how each worker is.
     *
     * @param name of this event loop
     */
    void tell(Meters meters, String name) {
        nodes.values().forEach(node -> score(node.member()));
        scores.forEach((worker, score) -> {
            String[] who = {"pool", NAME, "backend", "worker " + worker};
            int busy =
                    nodes.values().stream()
                            .filter(node -> node.member().worker() == worker)
                            .mapToInt(ProgramNode::busy)
                            .sum();
            meters.gauge("busy", busy, who[0], who[1], who[2], who[3], "loop", name);
            meters.count("answers", score.answers, who);
            meters.count("failures", score.failures, who);
            meters.count("micros", score.micros, who);
            meters.count("harakiris", score.harakiris, who);
            scores.put(worker, new Score());
        });
    }
}
