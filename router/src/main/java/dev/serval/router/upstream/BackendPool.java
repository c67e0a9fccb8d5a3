package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.log.EventLog;
import dev.serval.control.measure.Meters;
import dev.serval.router.upstream.Balance.Pick;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some backends that are not workers of ours, for one event loop: {@link Balance} decides who
 * serves whom, {@link Backend} has the connections.
 */
public final class BackendPool implements Upstream {

    /** A request that has no connection yet. */
    static final class Ask {

        final UpstreamEvents request;
        private final long deadline;
        private final int preferred;
        private long tried;
        private boolean again;

        Ask(UpstreamEvents request, long deadline, int preferred) {
            this.request = request;
            this.deadline = deadline;
            this.preferred = preferred;
        }

        /** Whether a connection of its own is wanted: one that was kept may have failed it. */
        boolean again() {
            return again;
        }
    }

    private final PoolConfig config;
    private final Balance balance;
    private final List<Backend> backends = new ArrayList<>();
    private final Optional<Sticky> sticky;
    private final List<String> ids;
    private final Map<UpstreamEvents, Ask> connecting = new HashMap<>();
    private final Deque<Ask> waiting = new ArrayDeque<>();

    /** Since they were last told. */
    private final long[] answers;

    private final long[] failures;

    /**
     * @param loops how many share what is allowed for each backend
     */
    public BackendPool(EventLoop loop, PoolConfig config, int loops) {
        this.config = config;
        this.answers = new long[config.to().size()];
        this.failures = new long[config.to().size()];
        this.sticky = Sticky.by(config.sticky());
        this.ids =
                config.to().stream()
                        .map(each -> Sticky.id(config.name(), each.address().toString()))
                        .toList();
        this.balance =
                new Balance(
                        config.to().stream().map(PoolConfig.Backend::weight).toList(),
                        share(config.connections(), loops),
                        new Breaker.Limits(
                                config.trouble().fails(),
                                config.trouble().out().toNanos(),
                                config.trouble().most().toNanos()));
        Connector connector = new Connector(loop, config.connect());
        int kept = config.kept().most() == 0 ? 0 : share(config.kept().most(), loops);
        for (PoolConfig.Backend each : config.to()) {
            backends.add(
                    new Backend(
                            this,
                            connector.to(each.address()),
                            new Kept(kept, config.kept().time())));
        }
    }

    private static int share(int all, int loops) {
        return Math.max(1, all / loops);
    }

    @Override
    public boolean takesChunks() {
        return config.chunks() && config.to().stream().allMatch(each -> each.address().http());
    }

    @Override
    public void lease(UpstreamEvents request) {
        place(ask(request));
    }

    @Override
    public void leaseAgain(UpstreamEvents request, UpstreamConnection failed) {
        Ask ask = ask(request);
        ask.again = true;
        for (int i = 0; i < backends.size() && backends.size() > 1; i++) {
            ask.tried |= backends.get(i).owns(failed) ? 1L << i : 0;
        }
        place(ask);
    }

    private Ask ask(UpstreamEvents request) {
        long deadline = System.nanoTime() + config.queue().time().toNanos();
        int preferred =
                sticky.map(s -> s.said(request.request())).map(ids::indexOf).orElse(Balance.ANY);
        return new Ask(request, deadline, preferred);
    }

    private void place(Ask ask) {
        switch (pick(ask)) {
            case Pick.Use use -> take(use, ask);
            case Pick.Wait() -> await(ask);
            case Pick.None() -> refuse(ask);
        }
    }

    private Pick pick(Ask ask) {
        return balance.pick(System.nanoTime(), ask.tried, ask.preferred);
    }

    private void take(Pick.Use use, Ask ask) {
        connecting.put(ask.request, ask);
        backends.get(use.backend()).take(use, ask);
    }

    private void await(Ask ask) {
        if (waiting.size() >= config.queue().length()) {
            ask.request.broken(Failure.QUEUE_FULL);
            return;
        }
        waiting.add(ask);
    }

    private static void refuse(Ask ask) {
        ask.request.broken(ask.tried == 0 ? Failure.ALL_OUT : Failure.CONNECT_FAILED);
    }

    @Override
    public void cancel(UpstreamEvents request) {
        connecting.remove(request);
        waiting.removeIf(ask -> ask.request.equals(request));
    }

    /** Refuses who has waited too long, closes what is idle; to be called now and then. */
    public void expire(long nanoTime) {
        List<Ask> late = new ArrayList<>();
        waiting.removeIf(ask -> nanoTime - ask.deadline > 0 && late.add(ask));
        late.forEach(ask -> ask.request.broken(Failure.QUEUE_TIMEOUT));
        backends.forEach(backend -> backend.expire(nanoTime));
        serveWaiting();
    }

    /**
     * Says how its backends are.
     *
     * @param loop a name for this event loop
     */
    public void tell(Meters meters, String loop) {
        for (int i = 0; i < backends.size(); i++) {
            String[] who = {
                "pool", config.name(), "backend", config.to().get(i).address().toString()
            };
            String[] here = {who[0], who[1], who[2], who[3], "loop", loop};
            meters.gauge("busy", balance.busy(i), here);
            meters.gauge("out", balance.isOut(i) ? 1 : 0, here);
            meters.count("answers", answers[i], who);
            meters.count("failures", failures[i], who);
            answers[i] = 0;
            failures[i] = 0;
        }
    }

    /** What a check says about a backend. */
    public void checked(int backend, boolean well) {
        balance.checked(backend, well);
        serveWaiting();
    }

    /** Whether the request still wants its connection, which is there now. */
    boolean wanted(Ask ask) {
        return connecting.remove(ask.request, ask);
    }

    /** A backend has not accepted; the next one is asked, once around. */
    void refused(Pick.Use use, Ask ask) {
        failed(use, Failure.CONNECT_FAILED);
        balance.end(use);
        if (wanted(ask)) {
            ask.tried |= 1L << use.backend();
            place(ask);
        }
        serveWaiting();
    }

    void failed(Pick.Use use, Failure failure) {
        failures[use.backend()]++;
        if (balance.failed(use, System.nanoTime())) {
            EventLog.line(
                    "%s: %d failures in a row, the last: %s; left alone"
                            .formatted(
                                    name(use.backend()), config.trouble().fails(), failure.why()));
        }
    }

    void answered(Pick.Use use) {
        answers[use.backend()]++;
        if (balance.succeeded(use.backend())) {
            EventLog.line("%s: answers again".formatted(name(use.backend())));
        }
    }

    void ended(Pick.Use use) {
        balance.end(use);
        serveWaiting();
    }

    /** Tells the client which backend it has, if it is to stay there. */
    void sign(Pick.Use use, HttpRequest request, HttpHeaders answer, boolean https) {
        sticky.ifPresent(s -> s.sign(ids.get(use.backend()), request, answer, https));
    }

    private String name(int backend) {
        return "pool %s, %s".formatted(config.name(), config.to().get(backend).address());
    }

    /** Who comes first goes first, but nobody waits for one that waits for a certain backend. */
    private void serveWaiting() {
        List<Runnable> moves = new ArrayList<>();
        boolean full = false;
        for (Iterator<Ask> each = waiting.iterator(); each.hasNext() && !full; ) {
            Ask ask = each.next();
            switch (pick(ask)) {
                case Pick.Use use -> {
                    each.remove();
                    moves.add(() -> take(use, ask));
                }
                case Pick.Wait() -> full = ask.preferred == Balance.ANY;
                case Pick.None() -> {
                    each.remove();
                    moves.add(() -> refuse(ask));
                }
            }
        }
        moves.forEach(Runnable::run);
    }
}
