package dev.serval.engine.redis.shared;

import dev.serval.engine.redis.Keys;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Topics and calls: channels of Redis, one for each topic and one, its box, for each process. Any
 * thread.
 */
final class Post {

    private static final String TOPIC = "topic";
    private static final String OFFER = "offer";
    private static final int MOST_CALLS = 10_000;
    private static final int MOST_TRIES = 10;

    /** Whom to answer, and under which id they asked. */
    private record Caller(String box, int id) {}

    private final Keys store;
    private final Consumer<Frame> said;
    private final String box;
    private final Boxes boxes;
    private final Set<String> topics = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Frame>> asked = new ConcurrentHashMap<>();
    private final Map<Integer, Caller> callers = new ConcurrentHashMap<>();
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> ear;

    Post(Keys store, Consumer<Frame> said) {
        this.store = store;
        this.said = said;
        this.box = store.key("box", UUID.randomUUID().toString());
        this.boxes = new Boxes(store, box);
    }

    Frame subscribe(Frame ask) {
        String channel = store.key(TOPIC, ask.text(0));
        ear().sync().subscribe(channel);
        topics.add(channel);
        boxes.join("subscribers", ask.text(0));
        return ask.answer(Word.YES);
    }

    Frame offer(Frame ask) {
        ear();
        boxes.join(OFFER, ask.text(0));
        return ask.answer(Word.YES);
    }

    Frame publish(Frame ask) {
        long reached = store.commands().publish(store.key(TOPIC, ask.text(0)), ask.bytes(1));
        return ask.answer(Word.NUMBER, reached);
    }

    Frame send(Frame ask) {
        Frame message = Frame.of(0, Word.MESSAGE, ask.bytes(0), ask.bytes(1));
        return CacheWords.yes(ask, toOne("subscribers", ask.text(0), message));
    }

    Frame call(Frame ask, Duration wait) throws InterruptedException {
        if (asked.size() >= MOST_CALLS) {
            throw new IllegalArgumentException(
                    "%d calls wait for an answer already".formatted(MOST_CALLS));
        }
        ear();
        int id = lastId.incrementAndGet();
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        asked.put(id, answer);
        try {
            Frame call = Frame.of(id, Word.CALLED, ask.bytes(0), ask.bytes(1), box);
            if (!toOne(OFFER, ask.text(0), call)) {
                throw new IllegalArgumentException("nobody offers " + ask.text(0));
            }
            Frame answered = answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            Word word = answered.word() == Word.RETURN ? Word.VALUE : Word.REFUSED;
            return ask.answer(word, answered.bytes(0));
        } catch (ExecutionException | TimeoutException e) {
            return ask.answer(Word.REFUSED, "the time is up");
        } finally {
            asked.remove(id);
        }
    }

    /** Whoever does not read is gone, and the next one is tried. */
    private boolean toOne(String kind, String name, Frame frame) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<String> to = boxes.next(kind, name);
            if (to.isEmpty()) {
                return false;
            }
            if (post(to.get(), frame)) {
                return true;
            }
            boxes.gone(kind, name, to.get());
        }
        return false;
    }

    private boolean post(String to, Frame frame) {
        ByteBuffer bytes = frame.encode();
        byte[] message = new byte[bytes.remaining()];
        bytes.get(message);
        return store.commands().publish(to, message) > 0;
    }

    /** The answer to a call that was passed on. */
    void returned(Frame frame) {
        Caller caller = callers.remove(frame.id());
        if (caller != null) {
            post(caller.box, Frame.of(caller.id, frame.word(), frame.bytes(0)));
        }
    }

    void close() {
        boxes.close();
    }

    /** No messages any more, and no calls. */
    void leave() {
        boxes.leave();
        // Answers to calls of this process come still.
        for (String topic : topics) {
            ear().sync().unsubscribe(topic);
        }
        topics.clear();
    }

    private synchronized StatefulRedisPubSubConnection<String, byte[]> ear() {
        StatefulRedisPubSubConnection<String, byte[]> open = ear;
        if (open == null) {
            open = store.link().subscribe(Keys.CODEC);
            open.addListener(
                    new RedisPubSubAdapter<>() {
                        @Override
                        public void message(String channel, byte[] message) {
                            heard(channel, message);
                        }
                    });
            open.sync().subscribe(box);
            ear = open;
        }
        return open;
    }

    private void heard(String channel, byte[] message) {
        if (!channel.equals(box)) {
            String topic = channel.substring(store.key(TOPIC, "").length());
            said.accept(Frame.of(0, Word.MESSAGE, topic, message));
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(message);
        bytes.getInt();
        Frame frame = Frame.decode(bytes);
        switch (frame.word()) {
            case CALLED -> called(frame);
            case MESSAGE -> said.accept(frame);
            default -> {
                CompletableFuture<Frame> answer = asked.remove(frame.id());
                if (answer != null) {
                    answer.complete(frame);
                }
            }
        }
    }

    private void called(Frame frame) {
        if (callers.size() >= MOST_CALLS) {
            return;
        }
        int id = lastId.incrementAndGet();
        callers.put(id, new Caller(frame.text(2), frame.id()));
        said.accept(Frame.of(id, Word.CALLED, frame.bytes(0), frame.bytes(1)));
    }
}
