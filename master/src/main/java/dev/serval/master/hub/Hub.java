package dev.serval.master.hub;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serval.control.option.CacheSpec;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what clients say and answers it. Knows no socket; everything but {@link #caches} and {@link
 * #lost} is called on one thread.
 */
final class Hub {

    private static final long LEAST_LEASE = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST = Duration.ofDays(1).toMillis();

    private final LongSupplier nanos;
    private final Map<String, SharedCache> caches = new ConcurrentHashMap<>();
    private final LockTable<Client> locks;
    private final Members<Client> subscribers = new Members<>();
    private final Members<Client> callees = new Members<>();
    private final Members<Client> copiers = new Members<>();
    private final Calls calls = new Calls();
    private final RingStore ring = new RingStore();
    private final AtomicLong lost = new AtomicLong();

    /**
     * @param nanos a clock like {@link System#nanoTime}
     * @param lastToken one that is larger than all that locks of servers before had
     */
    Hub(LongSupplier nanos, long lastToken) {
        this.nanos = nanos;
        this.locks = new LockTable<>(lastToken);
    }

    /** These as well, from now on; what is there under such a name keeps its values. */
    void offer(SharedPlan plan) {
        Ticker ticker = nanos::getAsLong;
        for (CacheSpec spec : plan.caches()) {
            caches.computeIfAbsent(spec.name(), _ -> restored(spec, ticker)).become(spec);
        }
        RingPlan wanted = plan.ring();
        if (wanted.values() > 0) {
            boolean first = !ring.exists();
            ring.become(wanted.values(), wanted.valueBytes());
            if (first) {
                wanted.file().ifPresent(file -> file.read(ring::restore));
            }
        }
    }

    private static SharedCache restored(CacheSpec spec, Ticker ticker) {
        SharedCache made = new SharedCache(spec, ticker);
        SharedPlan.file(spec).ifPresent(file -> file.read(made::restore));
        return made;
    }

    /** What is to be kept in files. */
    List<StoreWriter.Duty> duties(SharedPlan plan) {
        List<StoreWriter.Duty> duties = new ArrayList<>();
        for (SharedCache cache : caches.values()) {
            Duration every = cache.spec().storeSync();
            SharedPlan.file(cache.spec())
                    .ifPresent(file -> duties.add(new StoreWriter.Duty(file, cache, every)));
        }
        Duration every = plan.ring().storeSync();
        plan.ring().file().ifPresent(file -> duties.add(new StoreWriter.Duty(file, ring, every)));
        return duties;
    }

    /** No others any more. */
    void keepOnly(SharedPlan plan) {
        offer(plan);
        caches.keySet().retainAll(plan.caches().stream().map(CacheSpec::name).toList());
        ring.become(plan.ring().values(), plan.ring().valueBytes());
    }

    /** As statistics show them; any thread. */
    List<CacheRow> caches() {
        return caches.values().stream().map(SharedCache::row).toList();
    }

    /** Messages of topics for clients that were too far behind; any thread. */
    long lost() {
        return lost.get();
    }

    /** One frame of a client's; whatever is wrong with it is the answer. */
    void said(Client client, Frame frame) {
        try {
            answer(client, frame);
        } catch (IllegalArgumentException e) {
            client.send(frame.answer(Word.REFUSED, String.valueOf(e.getMessage())));
        }
    }

    private void answer(Client client, Frame frame) {
        switch (frame.word()) {
            case GET -> client.send(value(frame, cache(frame.text(0)).get(frame.text(1))));
            case COPY -> copy(client, frame);
            case PUT, ADD, REPLACE, REMOVE, INCREMENT, CLEAR -> {
                Frame answer = changed(cache(frame.text(0)), frame);
                // First, so that whoever has the answer has no copy either.
                tellCopiers(frame, answer);
                client.send(answer);
            }
            case LOCK -> lock(client, frame);
            case RENEW -> client.send(yes(frame, renew(frame)));
            case UNLOCK -> {
                tell(locks.release(frame.text(0), frame.number(1), nanos.getAsLong()));
                client.send(frame.answer(Word.YES));
            }
            case SUBSCRIBE -> {
                subscribers.join(frame.text(0), client);
                client.send(frame.answer(Word.YES));
            }
            case PUBLISH -> client.send(frame.answer(Word.NUMBER, publish(frame)));
            case SEND -> client.send(yes(frame, sendToOne(frame)));
            case OFFER -> {
                callees.join(frame.text(0), client);
                client.send(frame.answer(Word.YES));
            }
            case CALL -> call(client, frame);
            case LEAVE -> {
                subscribers.leave(client);
                callees.leave(client);
            }
            case RETURN -> returned(client, frame, Word.VALUE);
            case FAILED -> returned(client, frame, Word.REFUSED);
            case PUSH, PULL, POP, LAST -> client.send(ringed(frame));
            case MAY, RAN, DONE, YES, NO, VALUE, VALUES, NUMBER, REFUSED, STALE, MESSAGE, CALLED ->
                    throw new IllegalArgumentException("nobody asks for " + frame.word());
        }
    }

    private void copy(Client client, Frame frame) {
        SharedCache cache = cache(frame.text(0));
        copiers.join(frame.text(0), client);
        client.send(value(frame, cache.get(frame.text(1))));
    }

    private SharedCache cache(String name) {
        SharedCache cache = caches.get(name);
        if (cache == null) {
            throw new IllegalArgumentException(
                    "there is no cache %s; name it: --cache2 name=%s".formatted(name, name));
        }
        return cache;
    }

    private static Frame changed(SharedCache cache, Frame frame) {
        return switch (frame.word()) {
            case PUT -> {
                cache.put(frame.text(1), frame.bytes(2), frame.number(3));
                yield frame.answer(Word.YES);
            }
            case ADD -> yes(frame, cache.add(frame.text(1), frame.bytes(2), frame.number(3)));
            case REPLACE ->
                    yes(frame, cache.replace(frame.text(1), frame.bytes(2), frame.number(3)));
            case REMOVE -> yes(frame, cache.remove(frame.text(1)));
            case INCREMENT ->
                    frame.answer(Word.NUMBER, cache.increment(frame.text(1), frame.number(2)));
            default -> {
                cache.clear();
                yield frame.answer(Word.YES);
            }
        };
    }

    /** Who is too far behind is not told: copies end by themselves, too. */
    private void tellCopiers(Frame change, Frame answer) {
        if (answer.word() == Word.NO) {
            return;
        }
        List<byte[]> what = change.fields().subList(0, change.word() == Word.CLEAR ? 1 : 2);
        for (Client each : copiers.of(change.text(0))) {
            if (each.keepsUp()) {
                each.send(new Frame(0, Word.STALE, what));
            }
        }
    }

    private Frame ringed(Frame frame) {
        if (!ring.exists()) {
            throw new IllegalArgumentException("there is no ring; make one: --queue 1000");
        }
        return switch (frame.word()) {
            case PUSH -> {
                ring.push(frame.bytes(0));
                yield frame.answer(Word.YES);
            }
            case PULL -> value(frame, ring.pull());
            case POP -> value(frame, ring.pop());
            default -> frame.answer(Word.VALUES, ring.last(frame.number(0)).toArray());
        };
    }

    private void lock(Client client, Frame frame) {
        long lease = Math.clamp(frame.number(1), LEAST_LEASE, LONGEST);
        long wait = Math.clamp(frame.number(2), 0, LONGEST);
        tell(
                locks.ask(
                        client,
                        frame.id(),
                        frame.text(0),
                        TimeUnit.MILLISECONDS.toNanos(lease),
                        TimeUnit.MILLISECONDS.toNanos(wait),
                        nanos.getAsLong()));
    }

    private boolean renew(Frame frame) {
        long lease = Math.clamp(frame.number(2), LEAST_LEASE, LONGEST);
        return locks.renew(
                frame.text(0),
                frame.number(1),
                TimeUnit.MILLISECONDS.toNanos(lease),
                nanos.getAsLong());
    }

    private static void tell(List<LockTable.Answer<Client>> answers) {
        for (LockTable.Answer<Client> each : answers) {
            each.who()
                    .send(
                            each.token().isPresent()
                                    ? Frame.of(each.id(), Word.NUMBER, each.token().getAsLong())
                                    : Frame.of(each.id(), Word.NO));
        }
    }

    private int publish(Frame frame) {
        int reached = 0;
        for (Client each : subscribers.of(frame.text(0))) {
            reached += deliver(each, frame) ? 1 : 0;
        }
        return reached;
    }

    private boolean sendToOne(Frame frame) {
        int most = subscribers.of(frame.text(0)).size();
        for (int tries = 0; tries < most; tries++) {
            Optional<Client> next = subscribers.next(frame.text(0));
            if (next.isPresent() && deliver(next.get(), frame)) {
                return true;
            }
        }
        return false;
    }

    private boolean deliver(Client to, Frame frame) {
        if (!to.keepsUp()) {
            lost.incrementAndGet();
            return false;
        }
        to.send(Frame.of(0, Word.MESSAGE, frame.bytes(0), frame.bytes(1)));
        return true;
    }

    private void call(Client client, Frame frame) {
        Client asked =
                callees.next(frame.text(0))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "nobody offers %s".formatted(frame.text(0))));
        long wait = Math.clamp(frame.number(2), 1, LONGEST);
        long until = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait);
        int id = calls.begin(new Calls.Call(client, frame, asked, until));
        asked.send(Frame.of(id, Word.CALLED, frame.bytes(0), frame.bytes(1)));
    }

    private void returned(Client client, Frame frame, Word word) {
        calls.end(frame.id(), client)
                .ifPresent(call -> call.who().send(call.ask().answer(word, frame.bytes(0))));
    }

    /** A client's process is gone, or has hung up. */
    void gone(Client client) {
        subscribers.leave(client);
        callees.leave(client);
        copiers.leave(client);
        tell(locks.gone(client, nanos.getAsLong()));
        hopeless(client);
    }

    /** What time has brought about. */
    void tick() {
        tell(locks.expire(nanos.getAsLong()));
        hopeless(null);
    }

    private void hopeless(@Nullable Client gone) {
        for (Calls.Call call : calls.hopeless(nanos.getAsLong(), gone)) {
            String why = call.asked().equals(gone) ? "who was asked has died" : "the time is up";
            call.who().send(call.ask().answer(Word.REFUSED, why));
        }
    }

    /** Whether time can bring anything about. */
    boolean idle() {
        return locks.idle() && calls.idle();
    }

    private static Frame yes(Frame ask, boolean done) {
        return ask.answer(done ? Word.YES : Word.NO);
    }

    private static Frame value(Frame ask, Optional<byte[]> value) {
        return value.isPresent() ? ask.answer(Word.VALUE, value.get()) : ask.answer(Word.NO);
    }
}
