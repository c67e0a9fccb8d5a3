package dev.serval.worker.call;

import dev.serval.app.Body;
import dev.serval.app.BodyWriter;
import dev.serval.app.Headers;
import dev.serval.app.LateAnswer;
import dev.serval.app.Response;
import dev.serval.worker.account.Visit;
import dev.serval.worker.answer.AnswerHead;
import dev.serval.worker.answer.AnswerWriter;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that the application begins itself, if it does. One thread at a time. */
final class LateStart implements LateAnswer.Start {

    private static final Body.Streaming WRITTEN_BY_THE_APPLICATION = _ -> {};

    private final AnswerWriter.Target target;
    private final Supplier<AnswerHead.Terms> terms;
    private final @Nullable Visit visit;
    private @Nullable Begun begun;

    /**
     * @param head status and headers as the application gave them
     * @param keep whether the connection may go on after the answer
     */
    record Begun(AnswerWriter writer, Response head, boolean keep) {}

    /**
     * @param visit told when it begins; null if nobody asks
     */
    LateStart(AnswerWriter.Target target, Supplier<AnswerHead.Terms> terms, @Nullable Visit visit) {
        this.target = target;
        this.terms = terms;
        this.visit = visit;
    }

    @Override
    public BodyWriter begin(int status, Headers headers) throws IOException {
        if (begun != null) {
            throw new IllegalStateException("the answer was begun already");
        }
        Response head = new Response(status, headers, WRITTEN_BY_THE_APPLICATION);
        AnswerHead.Terms agreed = terms.get();
        AnswerWriter writer = AnswerWriter.of(target, head, agreed);
        begun = new Begun(writer, head, agreed.keep() && !writer.head().endsByClosing());
        if (visit != null) {
            visit.answered(status, writer.start());
        }
        return writer;
    }

    /** Null if the application has not begun it. */
    @Nullable Begun begun() {
        return begun;
    }
}
