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
import dev.serval.hub.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that is shared, by way of the hub. Any thread. */
public final class HubShared implements Shared {

    private static final int MOST_NAME_BYTES = 255;

    private final SharedConfig config;
    private final ClassLoader applications;
    private final HubLink link;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final Map<String, CallHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, NearCache> near = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    /** The master's, for the application of this thread's context class loader. */
    public static HubShared ofThisProcess(SharedConfig config) {
        String link = System.getenv().getOrDefault(ChildLink.ADDRESS, "");
        return new HubShared(
                HubAddress.of(link), config, Thread.currentThread().getContextClassLoader());
    }

    /**
     * Opens nothing yet.
     *
     * @param address the hub's abstract Unix address, without its NUL
     * @param applications the context class loader of handlers
     */
    HubShared(String address, SharedConfig config, ClassLoader applications) {
        this.config = config;
        this.applications = applications;
        this.link = new HubLink(address, this::said);
    }

    @Override
    public List<String> caches() {
        return config.names();
    }

    @Override
    public Cache cache(String name) {
        int copies =
                config.near(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no cache %s; name it: --cache2 name=%s"
                                                .formatted(name, name)));
        return copies == 0
                ? new HubCache(link, name)
                : near.computeIfAbsent(name, _ -> new NearCache(link, name, copies));
    }

    @Override
    public Optional<Lock> lock(String name, Duration lease, Duration wait) {
        checked(name);
        Frame answer = link.ask(wait, Word.LOCK, name, lease.toMillis(), wait.toMillis());
        return answer.word() == Word.NUMBER
                ? Optional.of(new HubLock(link, name, answer.number(0)))
                : Optional.empty();
    }

    @Override
    public void subscribe(String topic, MessageHandler handler) {
        checked(topic);
        // First: a message may come before the answer.
        topics.computeIfAbsent(topic, name -> new Topic(name, applications, running)).add(handler);
        link.ask(Word.SUBSCRIBE, topic);
    }

    @Override
    public int publish(String topic, byte[] message) {
        return Math.toIntExact(link.ask(Word.PUBLISH, checked(topic), message).number(0));
    }

    @Override
    public boolean send(String topic, byte[] message) {
        return link.ask(Word.SEND, checked(topic), message).word() == Word.YES;
    }

    @Override
    public void offer(String name, CallHandler handler) {
        handlers.put(checked(name), handler);
        link.ask(Word.OFFER, name);
    }

    @Override
    public byte[] call(String name, byte[] question, Duration wait) {
        return link.ask(wait, Word.CALL, checked(name), question, wait.toMillis()).bytes(0);
    }

    @Override
    public Ring ring() {
        if (!config.ring()) {
            throw new SharedException("there is no ring; make one: --queue 1000");
        }
        return new HubRing(link);
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
            new AnsweredCall(link, frame, running).begin(handler, applications);
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
        link.sendIfOpen(Frame.of(0, Word.LEAVE));
    }

    /** Whether no handler runs. */
    public boolean idle() {
        return running.get() == 0;
    }

    /** Gives up what this process holds. */
    public void close() {
        link.close();
    }
}
