package dev.serval.worker.shared;

import dev.serval.app.MessageHandler;
import dev.serval.control.log.Complaint;
import dev.serval.control.log.EventLog;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One topic's messages on their way to this process's handlers, one after the other. */
final class Topic {

    private static final int MOST_WAITING = 1000;

    private final String name;
    private final BlockingQueue<byte[]> messages = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<MessageHandler> handlers = new CopyOnWriteArrayList<>();
    private final Complaint lost = new Complaint();
    private final AtomicInteger running;

    /**
     * @param running how many messages are with handlers, or on their way
     */
    Topic(String name, ClassLoader applications, AtomicInteger running) {
        this.name = name;
        this.running = running;
        Thread thread = Thread.ofVirtual().name("topic " + name).unstarted(this::run);
        thread.setContextClassLoader(applications);
        thread.start();
    }

    void add(MessageHandler handler) {
        handlers.add(handler);
    }

    /** Never waits. */
    void deliver(byte[] message) {
        running.incrementAndGet();
        if (!messages.offer(message)) {
            running.decrementAndGet();
            lost.say("topic %s: %d messages wait; one is lost".formatted(name, MOST_WAITING));
        }
    }

    private void run() {
        try {
            while (true) {
                byte[] message = messages.take();
                handlers.forEach(handler -> handle(handler, message));
                running.decrementAndGet();
            }
        } catch (InterruptedException e) {
            EventLog.line("topic %s: interrupted; no more messages".formatted(name));
        }
    }

    private void handle(MessageHandler handler, byte[] message) {
        try {
            handler.handle(message);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            EventLog.failure("a handler of topic %s threw".formatted(name), e);
        }
    }
}
