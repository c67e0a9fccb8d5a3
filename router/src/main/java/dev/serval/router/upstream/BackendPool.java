package dev.serval.router.upstream;

import dev.serval.control.config.PoolConfig;
import dev.serval.control.log.EventLog;
import dev.serval.control.measure.Meters;
import dev.serval.control.option.BackendAddress;
import dev.serval.router.upstream.Balance.Pick;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

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
    private final int kept;
    private final Connector connector;
    private final Members members;
    private final Balance balance;
    private final @Nullable Place[] places = new @Nullable Place[Balance.PLACES];
    private final Optional<Sticky> sticky;
    private final Map<UpstreamEvents, Ask> connecting = new HashMap<>();
    private final Map<UpstreamEvents, Ask> waiting = new LinkedHashMap<>();

    /** Those that have left since this was last told. */
    private final List<BackendAddress> gone = new ArrayList<>();

    /**
     * A backend at its place in {@link Balance}, and what has come of it since it was last told.
     */
    private static final class Place {

        private PoolConfig.Backend known;
        private final Backend backend;
        private final String id;
        private boolean leaving;
        private long answers;
        private long failures;

        Place(PoolConfig.Backend known, Backend backend, String id) {
            this.known = known;
            this.backend = backend;
            this.id = id;
        }
    }

    /**
     * @param loops how many share what is allowed for each backend
     */
    public BackendPool(EventLoop loop, PoolConfig config, int loops) {
        this.config = config;
        this.kept = config.kept().most() == 0 ? 0 : share(config.kept().most(), loops);
        this.connector = new Connector(loop, config.connect());
        this.members = new Members(config.to(), config.membership().sources());
        this.sticky = Sticky.by(config.sticky());
        this.balance =
                new Balance(
                        share(config.connections(), loops),
                        new Breaker.Limits(
                                config.trouble().fails(),
                                config.trouble().out().toNanos(),
                                config.trouble().most().toNanos()),
                        config.membership().slowStart().toNanos(),
                        bound -> ThreadLocalRandom.current().nextLong(bound));
        config.to().forEach(each -> join(each, false));
    }

    private static int share(int all, int loops) {
        return Math.max(1, all / loops);
    }

    /**
     * Everybody that was found somewhere.
     *
     * @param source as the pool's configuration names it; of others, nothing is taken
     */
    public void found(String source, List<PoolConfig.Backend> backends) {
        boolean warm = !members.all().isEmpty();
        if (!members.found(source, backends)) {
            return;
        }
        Map<BackendAddress, PoolConfig.Backend> wanted = new LinkedHashMap<>();
        members.all().forEach(each -> wanted.putIfAbsent(each.address(), each));
        for (int i = 0; i < places.length; i++) {
            Place place = places[i];
            if (place != null && !place.leaving) {
                PoolConfig.Backend next = wanted.remove(place.known.address());
                if (next == null) {
                    leave(i, place);
                } else {
                    place.known = next;
                    balance.change(i, next.weight(), rank(next));
                }
            }
        }
        wanted.values().forEach(each -> join(each, warm));
        serveWaiting();
    }

    private void join(PoolConfig.Backend each, boolean warming) {
        int place = balance.join(each.weight(), rank(each), System.nanoTime(), warming);
        if (place == Balance.ANY) {
            EventLog.line(
                    "pool %s has %d backends; %s is one too many"
                            .formatted(config.name(), Balance.PLACES, each.address()));
            return;
        }
        Backend backend =
                new Backend(
                        this,
                        each.modifier1(),
                        connector.to(each.address()),
                        new Kept(kept, config.kept().time()));
        String id = Sticky.id(config.name(), each.address().toString());
        places[place] = new Place(each, backend, id);
    }

    private void leave(int i, Place place) {
        place.leaving = true;
        place.backend.leave();
        if (balance.leave(i)) {
            free(i);
        }
    }

    /** Those of our zone come first among those of one priority. */
    private int rank(PoolConfig.Backend backend) {
        String zone = config.membership().zone();
        return 2 * backend.priority() + (zone.isEmpty() || zone.equals(backend.zone()) ? 0 : 1);
    }

    /** Whether it has neither backends nor requests. */
    public boolean isIdle() {
        return members.all().isEmpty()
                && connecting.isEmpty()
                && waiting.isEmpty()
                && Arrays.stream(places).allMatch(Objects::isNull);
    }

    @Override
    public boolean takesChunks() {
        return config.chunks() && members.speakHttp();
    }

    @Override
    public void lease(UpstreamEvents request) {
        place(ask(request));
    }

    @Override
    public void leaseAgain(UpstreamEvents request, UpstreamConnection failed) {
        Ask ask = ask(request);
        ask.again = true;
        for (int i = 0; i < places.length && members.all().size() > 1; i++) {
            Place place = places[i];
            ask.tried |= place != null && place.backend.owns(failed) ? 1L << i : 0;
        }
        place(ask);
    }

    private Ask ask(UpstreamEvents request) {
        long deadline = System.nanoTime() + config.queue().time().toNanos();
        int preferred =
                sticky.map(s -> s.said(request.request())).map(this::place).orElse(Balance.ANY);
        return new Ask(request, deadline, preferred);
    }

    private int place(String id) {
        for (int i = 0; i < places.length; i++) {
            Place place = places[i];
            if (place != null && !place.leaving && place.id.equals(id)) {
                return i;
            }
        }
        return Balance.ANY;
    }

    private void place(Ask ask) {
        switch (pick(ask)) {
            case Pick.Use use -> take(use, ask);
            case Pick.Wait() -> await(ask);
            case Pick.None() -> refuse(ask);
        }
    }

    private Pick pick(Ask ask) {
        Pick pick = balance.pick(System.nanoTime(), ask.tried, ask.preferred);
        // Who is there is still being found out.
        return pick instanceof Pick.None && !members.known() ? new Pick.Wait() : pick;
    }

    private void take(Pick.Use use, Ask ask) {
        connecting.put(ask.request, ask);
        at(use.backend()).backend.take(use, ask);
    }

    private void await(Ask ask) {
        if (waiting.size() >= config.queue().length()) {
            ask.request.broken(Failure.QUEUE_FULL);
            return;
        }
        waiting.put(ask.request, ask);
    }

    private static void refuse(Ask ask) {
        ask.request.broken(ask.tried == 0 ? Failure.ALL_OUT : Failure.CONNECT_FAILED);
    }

    @Override
    public void cancel(UpstreamEvents request) {
        connecting.remove(request);
        waiting.remove(request);
    }

    /** Refuses who has waited too long, closes what is idle; to be called now and then. */
    public void expire(long nanoTime) {
        List<Ask> late = new ArrayList<>();
        waiting.values().removeIf(ask -> nanoTime - ask.deadline > 0 && late.add(ask));
        late.forEach(ask -> ask.request.broken(Failure.QUEUE_TIMEOUT));
        for (Place place : places) {
            if (place != null) {
                place.backend.expire(nanoTime);
            }
        }
        serveWaiting();
    }

    /**
     * Says how its backends are.
     *
     * @param loop a name for this event loop
     */
    public void tell(Meters meters, String loop) {
        for (BackendAddress each : gone) {
            gauges(meters, each, loop, 0, false);
        }
        gone.clear();
        for (int i = 0; i < places.length; i++) {
            Place place = places[i];
            if (place != null) {
                BackendAddress address = place.known.address();
                String[] who = {"pool", config.name(), "backend", address.toString()};
                gauges(meters, address, loop, balance.busy(i), balance.isOut(i));
                meters.count("answers", place.answers, who);
                meters.count("failures", place.failures, who);
                place.answers = 0;
                place.failures = 0;
            }
        }
    }

    private void gauges(Meters meters, BackendAddress backend, String loop, int busy, boolean out) {
        String[] here = {"pool", config.name(), "backend", backend.toString(), "loop", loop};
        meters.gauge("busy", busy, here);
        meters.gauge("out", out ? 1 : 0, here);
    }

    /** What a check says about a backend. */
    public void checked(BackendAddress backend, boolean well) {
        for (int i = 0; i < places.length; i++) {
            Place place = places[i];
            if (place != null && place.known.address().equals(backend)) {
                balance.checked(i, well);
            }
        }
        serveWaiting();
    }

    /** Whether the request still wants its connection, which is there now. */
    boolean wanted(Ask ask) {
        return connecting.remove(ask.request, ask);
    }

    /** A backend has not accepted; the next one is asked, once around. */
    void refused(Pick.Use use, Ask ask) {
        failed(use, Failure.CONNECT_FAILED);
        end(use);
        if (wanted(ask)) {
            ask.tried |= 1L << use.backend();
            place(ask);
        }
        serveWaiting();
    }

    void failed(Pick.Use use, Failure failure) {
        at(use.backend()).failures++;
        if (balance.failed(use, System.nanoTime())) {
            EventLog.line(
                    "%s: %d failures in a row, the last: %s; left alone"
                            .formatted(
                                    name(use.backend()), config.trouble().fails(), failure.why()));
        }
    }

    void answered(Pick.Use use) {
        at(use.backend()).answers++;
        if (balance.succeeded(use.backend())) {
            EventLog.line("%s: answers again".formatted(name(use.backend())));
        }
    }

    void ended(Pick.Use use) {
        end(use);
        serveWaiting();
    }

    private void end(Pick.Use use) {
        if (balance.end(use)) {
            free(use.backend());
        }
    }

    private void free(int place) {
        gone.add(at(place).known.address());
        places[place] = null;
    }

    /** Adds to an answer's head what keeps the client here. */
    void sign(Pick.Use use, HttpRequest request, HttpHeaders answer, boolean https) {
        sticky.ifPresent(s -> s.sign(at(use.backend()).id, request, answer, https));
    }

    private Place at(int place) {
        return Objects.requireNonNull(places[place], "it has requests");
    }

    private String name(int backend) {
        return "pool %s, %s".formatted(config.name(), at(backend).known.address());
    }

    /** Who comes first goes first, but nobody waits for one that waits for a certain backend. */
    private void serveWaiting() {
        List<Runnable> moves = new ArrayList<>();
        boolean full = false;
        for (Iterator<Ask> each = waiting.values().iterator(); each.hasNext() && !full; ) {
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
