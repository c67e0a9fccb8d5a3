package dev.serval.worker.shared;

import dev.serval.app.CallHandler;
import dev.serval.app.SharedException;
import dev.serval.control.log.EventLog;
import dev.serval.hub.Frame;
import dev.serval.hub.Word;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call of another process, answered on a virtual thread. */
final class AnsweredCall {

    private final Line line;
    private final Frame call;
    private final AtomicInteger running;

    /**
     * @param running how many calls are with handlers
     */
    AnsweredCall(Line line, Frame call, AtomicInteger running) {
        this.line = line;
        this.call = call;
        this.running = running;
    }

    /**
     * @param handler null if it is not offered here any more
     */
    void begin(@Nullable CallHandler handler, ClassLoader applications) {
        if (handler == null) {
            line.send(call.answer(Word.FAILED, "it is not offered here"));
            return;
        }
        running.incrementAndGet();
        Thread thread =
                Thread.ofVirtual().name("call " + call.text(0)).unstarted(() -> answer(handler));
        thread.setContextClassLoader(applications);
        thread.start();
    }

    private void answer(CallHandler handler) {
        Frame answer = call.answer(Word.FAILED, "it failed; the log of who was asked says why");
        try {
            answer = call.answer(Word.RETURN, (Object) handler.call(call.bytes(1)));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            EventLog.failure("a call of %s threw".formatted(call.text(0)), e);
        }
        try {
            line.send(answer);
        } catch (SharedException e) {
            EventLog.line("call of %s: %s".formatted(call.text(0), e.getMessage()));
        } finally {
            running.decrementAndGet();
        }
    }
}
