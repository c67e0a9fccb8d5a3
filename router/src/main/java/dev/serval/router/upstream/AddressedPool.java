package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.link.Member;
import dev.serval.control.measure.Meters;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Workers that have an address each, for one event loop: programs, and workers of ours where a
 * client is to stay at the one it had. Who has none yet goes to the least busy, and among equals to
 * the one that was asked longest ago.
 *
 * <p>A process that does not accept has died, or is about to: what was meant for it is asked again
 * elsewhere, or waits for whoever comes after it.
 */
final class AddressedPool implements Upstream {

    private static final long RETRY_MILLIS = 50;
    private static final long NOBODY = 0;

    /** The pool's name in the statistics. */
    static final String NAME = "workers";

    /** A request that has no connection yet. */
    static final class Ask {

        private final UpstreamEvents request;
        private final long deadline;
        private final long avoided;
        private final @Nullable String at;

        /**
         * @param avoided the process that has failed it; {@code NOBODY} for none
         * @param at the one it should go to as long as that is there, even if it has to wait
         */
        Ask(UpstreamEvents request, long deadline, long avoided, @Nullable String at) {
            this.request = request;
            this.deadline = deadline;
            this.avoided = avoided;
            this.at = at;
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

    /**
     * How requests are given to them.
     *
     * @param queue how they wait when all have as many as they may
     * @param patience how long one may take
     * @param loops how many share what each process may be given
     * @param sticky what keeps a client where it was
     */
    record Terms(PoolConfig.Queue queue, Patience patience, int loops, Optional<Sticky> sticky) {}

    private final EventLoop loop;
    private final Function<Member, Connector.Line> lines;
    private final PoolConfig.Kept kept;
    private final Terms terms;
    private final LongConsumer overdue;
    private final Map<Long, AddressedNode> nodes = new LinkedHashMap<>();
    private final Map<UpstreamEvents, Ask> connecting = new HashMap<>();
    private final SequencedMap<UpstreamEvents, Ask> waiting = new LinkedHashMap<>();
    private final Map<Integer, Score> scores = new TreeMap<>();
    private boolean retryDue;

    /**
     * @param lines where each one is
     * @param kept idle connections to each
     * @param overdue told a process that has been at a request for too long
     */
    AddressedPool(
            EventLoop loop,
            Function<Member, Connector.Line> lines,
            PoolConfig.Kept kept,
            Terms terms,
            LongConsumer overdue) {
        this.loop = loop;
        this.lines = lines;
        this.kept = kept;
        this.terms = terms;
        this.overdue = overdue;
    }

    Patience patience() {
        return terms.patience;
    }

    /** The ready workers changed. */
    void roster(List<Member> members) {
        List<Long> pids = members.stream().map(Member::pid).toList();
        nodes.values().stream()
                .filter(node -> !pids.contains(node.member().pid()))
                .forEach(AddressedNode::leave);
        nodes.values().removeIf(AddressedNode::isGone);
        members.forEach(member -> nodes.computeIfAbsent(member.pid(), _ -> node(member)));
        serveWaiting();
    }

    private AddressedNode node(Member member) {
        return new AddressedNode(
                this,
                member,
                lines.apply(member),
                new Kept(share(kept.most()), kept.time()),
                share(member.cores()));
    }

    private int share(int all) {
        return Math.max(1, all / terms.loops);
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
        Ask ask = ask(request, avoided);
        AddressedNode node = pick(ask);
        if (node != null) {
            take(node, ask);
        } else if (waiting.size() >= terms.queue.length()) {
            request.broken(Failure.QUEUE_FULL);
        } else {
            waiting.put(request, ask);
        }
    }

    private Ask ask(UpstreamEvents request, long avoided) {
        long deadline = System.nanoTime() + terms.queue.time().toNanos();
        Sticky sticky = terms.sticky.orElse(null);
        String at = sticky == null ? null : sticky.said(request.request());
        return new Ask(request, deadline, avoided, at);
    }

    private @Nullable AddressedNode pick(Ask ask) {
        AddressedNode known = known(ask);
        if (known != null) {
            return known.canServe() ? known : null;
        }
        AddressedNode elsewhere = leastBusy(ask.avoided);
        return elsewhere == null && ask.again() ? leastBusy(NOBODY) : elsewhere;
    }

    /** The one its client had before, if that is still there. */
    private @Nullable AddressedNode known(Ask ask) {
        if (ask.at == null) {
            return null;
        }
        for (AddressedNode node : nodes.values()) {
            if (node.accepts() && node.member().pid() != ask.avoided && node.id().equals(ask.at)) {
                return node;
            }
        }
        return null;
    }

    private @Nullable AddressedNode leastBusy(long avoided) {
        AddressedNode best = null;
        for (AddressedNode node : nodes.values()) {
            if (node.canServe()
                    && node.member().pid() != avoided
                    && (best == null || node.busy() < best.busy())) {
                best = node;
            }
        }
        return best;
    }

    /** It was on its way out, and has finished what it had. */
    void gone(AddressedNode node) {
        nodes.remove(node.member().pid());
    }

    private void take(AddressedNode node, Ask ask) {
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
    void refused(AddressedNode node, Ask ask) {
        score(node.member()).failures++;
        if (wanted(ask)) {
            waiting.putFirst(ask.request, ask);
        }
        if (!retryDue) {
            retryDue = true;
            loop.schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
        serveWaiting();
    }

    private void retry() {
        retryDue = false;
        nodes.values().forEach(AddressedNode::hope);
        serveWaiting();
    }

    /** Who comes first goes first, but nobody waits for one that waits for a certain process. */
    void serveWaiting() {
        boolean served = true;
        while (served) {
            served = serveOne();
        }
    }

    private boolean serveOne() {
        for (Ask ask : waiting.values()) {
            AddressedNode node = pick(ask);
            if (node != null) {
                waiting.remove(ask.request);
                take(node, ask);
                return true;
            }
            if (ask.at == null) {
                return false;
            }
        }
        return false;
    }

    /** Tells the client which one it has, if it is to stay there. */
    void sign(String id, HttpRequest request, HttpHeaders answer, boolean https) {
        terms.sticky.ifPresent(sticky -> sticky.sign(id, request, answer, https));
    }

    @Override
    public void cancel(UpstreamEvents request) {
        connecting.remove(request);
        waiting.remove(request);
    }

    /** How many requests wait for a process. */
    int waiting() {
        return waiting.size();
    }

    /** Refuses who has waited too long, ends what takes too long; to be called now and then. */
    void expire(long nanoTime) {
        List<Ask> late = new ArrayList<>();
        waiting.values().removeIf(ask -> nanoTime - ask.deadline > 0 && late.add(ask));
        late.forEach(ask -> ask.request.broken(Failure.QUEUE_TIMEOUT));
        List.copyOf(nodes.values()).forEach(node -> node.expire(nanoTime));
        serveWaiting();
    }

    void overdue(AddressedNode node) {
        score(node.member()).harakiris++;
        overdue.accept(node.member().pid());
    }

    /** Runs it as soon as no request is at this process, which is on the roster no more. */
    void release(long pid, Runnable then) {
        AddressedNode node = nodes.get(pid);
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
                            .mapToInt(AddressedNode::busy)
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
