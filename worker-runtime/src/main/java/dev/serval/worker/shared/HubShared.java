package dev.serval.worker.shared;

import dev.serval.app.Cache;
import dev.serval.app.CallHandler;
import dev.serval.app.Lock;
import dev.serval.app.MessageHandler;
import dev.serval.app.Ring;
import dev.serval.app.Shared;
import dev.serval.app.SharedException;
import dev.serval.control.config.SharedConfig;
import dev.serval.control.link.ChildLink;
import dev.serval.hub.Frame;
import dev.serval.hub.HubAddress;
import dev.serval.hub.SharedEngine;
import dev.serval.hub.Word;
import dev.serval.worker.schedule.Mandate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that is shared, by way of the hub or an engine. Any thread. */
public final class HubShared implements Shared {

    private static final int MOST_NAME_BYTES = 255;

    private final SharedConfig config;
    private final ClassLoader applications;
    private final Line line;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final Map<String, CallHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, NearCache> near = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    /** The master's, for the application of this thread's context class loader. */
    public static HubShared ofThisProcess(SharedConfig config) {
        return new HubShared(config, Thread.currentThread().getContextClassLoader());
    }

    /**
     * Opens nothing yet.
     *
     * @param applications the context class loader of handlers
     */
    private HubShared(SharedConfig config, ClassLoader applications) {
        this.config = config;
        this.applications = applications;
        this.line = config.url().isEmpty() ? hub() : engine();
    }

    private HubLink hub() {
        String link = System.getenv().getOrDefault(ChildLink.ADDRESS, "");
        return new HubLink(HubAddress.of(link), this::said);
    }

    private EngineLine engine() {
        Map<String, SharedEngine.CacheRules> caches = new HashMap<>();
        config.caches()
                .forEach(each ->
                        caches.put(
                                each.name(),
                                new SharedEngine.CacheRules(each.valueBytes(), each.ttl())));
        SharedEngine.Place place =
                new SharedEngine.Place(
                        config.url(),
                        config.name(),
                        caches,
                        new SharedEngine.RingRules(config.ring(), config.ringValueBytes()));
        return new EngineLine(
                SharedEngine.of(place, HubShared.class.getClassLoader()).open(place, this::said));
    }

    /** What says which of several servers does what is due at times; empty if there is one. */
    public Optional<Mandate> mandate() {
        return line instanceof EngineLine
                ? Optional.of(new SharedMandate(line, System::nanoTime))
                : Optional.empty();
    }

    @Override
    public List<String> caches() {
        return config.names();
    }

    @Override
    public Cache cache(String name) {
        int copies =
                config.cache(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no cache %s; name it: --cache2 name=%s"
                                                .formatted(name, name)))
                        .near();
        return line instanceof HubLink hub && copies > 0
                ? near.computeIfAbsent(name, _ -> new NearCache(hub, name, copies))
                : new HubCache(line, name);
    }

    @Override
    public Optional<Lock> lock(String name, Duration lease, Duration wait) {
        checked(name);
        Frame answer = line.ask(wait, Word.LOCK, name, lease.toMillis(), wait.toMillis());
        return answer.word() == Word.NUMBER
                ? Optional.of(new HubLock(line, name, answer.number(0)))
                : Optional.empty();
    }

    @Override
    public void subscribe(String topic, MessageHandler handler) {
        checked(topic);
        // First: a message may come before the answer.
        topics.computeIfAbsent(topic, name -> new Topic(name, applications, running)).add(handler);
        line.ask(Word.SUBSCRIBE, topic);
    }

    @Override
    public int publish(String topic, byte[] message) {
        return Math.toIntExact(line.ask(Word.PUBLISH, checked(topic), message).number(0));
    }

    @Override
    public boolean send(String topic, byte[] message) {
        return line.ask(Word.SEND, checked(topic), message).word() == Word.YES;
    }

    @Override
    public void offer(String name, CallHandler handler) {
        handlers.put(checked(name), handler);
        line.ask(Word.OFFER, name);
    }

    @Override
    public byte[] call(String name, byte[] question, Duration wait) {
        return line.ask(wait, Word.CALL, checked(name), question, wait.toMillis()).bytes(0);
    }

    @Override
    public Ring ring() {
        if (config.ring() == 0) {
            throw new SharedException("there is no ring; make one: --queue 1000");
        }
        return new HubRing(line);
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.length() > MOST_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a name has 1 to %d letters".formatted(MOST_NAME_BYTES));
        }
        return name;
    }

    /** On the connection's thread. */
    private void said(Frame frame) {
        if (frame.word() == Word.CALLED) {
            CallHandler handler = handlers.get(frame.text(0));
            new AnsweredCall(line, frame, running).begin(handler, applications);
            return;
        }
        if (frame.word() == Word.STALE) {
            NearCache copies = near.get(frame.text(0));
            if (copies != null) {
                copies.stale(frame);
            }
            return;
        }
        Topic topic = topics.get(frame.text(0));
        if (topic != null) {
            topic.deliver(frame.bytes(1));
        }
    }

    /** This process ends soon: it gets no more messages and calls. */
    public void leave() {
        line.leave();
    }

    /** Whether no handler runs. */
    public boolean idle() {
        return running.get() == 0;
    }

    /** Gives up what this process holds. */
    public void close() {
        line.close();
    }
}
