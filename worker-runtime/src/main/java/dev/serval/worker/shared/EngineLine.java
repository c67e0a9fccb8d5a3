package dev.serval.worker.shared;

import dev.serval.app.SharedException;
import dev.serval.hub.Frame;
import dev.serval.hub.SharedEngine;
import dev.serval.hub.Word;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What is shared is with an engine, which other machines ask as well. Any thread. */
final class EngineLine implements Line {

    private final SharedEngine.Line engine;
    private final AtomicInteger lastId = new AtomicInteger();
    private final AtomicBoolean used = new AtomicBoolean();

    EngineLine(SharedEngine.Line engine) {
        this.engine = engine;
    }

    @Override
    public Frame ask(Duration wait, Word word, Object... fields) {
        used.set(true);
        Frame answer = engine.ask(Frame.of(lastId.incrementAndGet(), word, fields), wait);
        if (answer.word() == Word.REFUSED) {
            throw new SharedException(answer.text(0));
        }
        return answer;
    }

    @Override
    public void send(Frame frame) {
        engine.say(frame);
    }

    @Override
    public void leave() {
        if (used.get()) {
            engine.say(Frame.of(0, Word.LEAVE));
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
