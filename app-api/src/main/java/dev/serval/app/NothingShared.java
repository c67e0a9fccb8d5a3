package dev.serval.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where there is no master. */
final class NothingShared implements Shared {

    private static SharedException none() {
        return new SharedException("this application does not run in a server");
    }

    @Override
    public List<String> caches() {
        return List.of();
    }

    @Override
    public Cache cache(String name) {
        throw none();
    }

    @Override
    public Optional<Lock> lock(String name, Duration lease, Duration wait) {
        throw none();
    }

    @Override
    public void subscribe(String topic, MessageHandler handler) {
        throw none();
    }

    @Override
    public int publish(String topic, byte[] message) {
        throw none();
    }

    @Override
    public boolean send(String topic, byte[] message) {
        throw none();
    }

    @Override
    public void offer(String name, CallHandler handler) {
        throw none();
    }

    @Override
    public byte[] call(String name, byte[] question, Duration wait) {
        throw none();
    }

    @Override
    public Ring ring() {
        throw none();
    }
}
