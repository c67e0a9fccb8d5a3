package dev.serval.engine.redis.shared;

import dev.serval.engine.redis.Keys;
import dev.serval.engine.redis.RedisLink;
import dev.serval.hub.Frame;
import dev.serval.hub.SharedEngine;
import dev.serval.hub.Word;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.function.Consumer;

/** One process's way to what is shared in a Redis. Any thread. */
final class RedisLine implements SharedEngine.Line {

    private final RedisLink link;
    private final Keys store;
    private final CacheWords caches;
    private final LockWords locks;
    private final RingWords ring;
    private final Post post;

    RedisLine(RedisLink link, SharedEngine.Place place, Consumer<Frame> said) {
        this.link = link;
        this.store = new Keys(link, "serval:shared:%s:".formatted(place.name()));
        this.caches = new CacheWords(store, place.caches());
        this.locks = new LockWords(store);
        this.ring = new RingWords(store, place.ring());
        this.post = new Post(store, said);
    }

    @Override
    public Frame ask(Frame frame, Duration wait) {
        try {
            return answer(frame, wait);
        } catch (IllegalArgumentException e) {
            return refused(frame, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(frame, "interrupted while %s was asked".formatted(link.shown()));
        } catch (RedisCommandTimeoutException e) {
            return refused(frame, "%s does not answer".formatted(link.shown()));
        } catch (RedisException e) {
            return refused(frame, "%s: %s".formatted(link.shown(), e.getMessage()));
        }
    }

    private static Frame refused(Frame frame, String why) {
        return frame.answer(Word.REFUSED, why);
    }

    private Frame answer(Frame frame, Duration wait) throws InterruptedException {
        return switch (frame.word()) {
            case GET, COPY, PUT, ADD, REPLACE, REMOVE, INCREMENT, CLEAR -> caches.answer(frame);
            case LOCK -> locks.lock(frame);
            case RENEW -> locks.renew(frame);
            case UNLOCK -> locks.unlock(frame);
            case MAY, RAN -> locks.ran(frame);
            case DONE -> locks.done(frame);
            case SUBSCRIBE -> post.subscribe(frame);
            case PUBLISH -> post.publish(frame);
            case SEND -> post.send(frame);
            case OFFER -> post.offer(frame);
            case CALL -> post.call(frame, wait);
            case PUSH, PULL, POP, LAST -> ring.answer(frame);
            case LEAVE,
                    RETURN,
                    FAILED,
                    YES,
                    NO,
                    VALUE,
                    VALUES,
                    NUMBER,
                    REFUSED,
                    STALE,
                    MESSAGE,
                    CALLED ->
                    throw new IllegalArgumentException("nobody asks for " + frame.word());
        };
    }

    @Override
    public void say(Frame frame) {
        try {
            if (frame.word() == Word.LEAVE) {
                post.leave();
            } else {
                post.returned(frame);
            }
        } catch (RedisException e) {
            // Not answered: a caller's time is up then, and who has gone is found gone.
            return;
        }
    }

    @Override
    public void close() {
        post.close();
        store.close();
    }
}
