package dev.serval.worker.dev;

import dev.serval.app.Cache;
import dev.serval.app.CallHandler;
import dev.serval.app.Lock;
import dev.serval.app.MessageHandler;
import dev.serval.app.Ring;
import dev.serval.app.Shared;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What processes share, for an application that was loaded anew: a handler of the one before would
 * stay, so whoever has handlers gets a process of its own.
 */
record OnceShared(Shared shared) implements Shared {

    private static IllegalStateException tooLate() {
        return new IllegalStateException("handlers are for a process, so it takes a new one");
    }

    @Override
    public void subscribe(String topic, MessageHandler handler) {
        throw tooLate();
    }

    @Override
    public void offer(String name, CallHandler handler) {
        throw tooLate();
    }

    @Override
    public List<String> caches() {
        return shared.caches();
    }

    @Override
    public Cache cache(String name) {
        return shared.cache(name);
    }

    @Override
    public Optional<Lock> lock(String name, Duration lease, Duration wait) {
        return shared.lock(name, lease, wait);
    }

    @Override
    public int publish(String topic, byte[] message) {
        return shared.publish(topic, message);
    }

    @Override
    public boolean send(String topic, byte[] message) {
        return shared.send(topic, message);
    }

    @Override
    public byte[] call(String name, byte[] question, Duration wait) {
        return shared.call(name, question, wait);
    }

    @Override
    public Ring ring() {
        return shared.ring();
    }
}
