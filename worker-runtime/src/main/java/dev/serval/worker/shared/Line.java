package dev.serval.worker.shared;

import dev.serval.app.SharedException;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.time.Duration;

/** Where this process asks: the master's hub, or an engine. Any thread. */
interface Line {

    /** The hub, and any engine, do nothing that takes long. */
    default Frame ask(Word word, Object... fields) {
        return ask(Duration.ZERO, word, fields);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param wait the longest that the answer itself may take
     * @throws SharedException if there is none, or it says why not
     */
    Frame ask(Duration wait, Word word, Object... fields);

    /**
     * Says something that is not answered.
     *
     * @throws SharedException if it cannot be said
     */
    void send(Frame frame);

    /** This process gets no more messages and calls. */
    void leave();

    /** Hangs up: what this process holds is free, at once or when its lease ends. */
    void close();
}
