package dev.serval.worker.call;

import dev.serval.app.Response;
import dev.serval.control.board.CoreCell;
import dev.serval.control.log.EventLog;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.answer.AnswerHead;
import dev.serval.worker.answer.AnswerSink;
import dev.serval.worker.answer.AnswerWriter;
import dev.serval.worker.answer.Speech;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One request on one core: asks the application, writes its answer. Runs on the core's thread. */
public final class Call implements Cores.Work {

    /** Told on the event loop, once, when the call is over. */
    public interface Ending {
        /**
         * The core is free and the answer is complete.
         *
         * @param last the answer's last bytes, to be sent now; taken over
         * @param close whether the connection ends with it
         */
        void answered(ByteBuf last, boolean close);

        /** The core is free; the answer broke off, so the connection must too. */
        void broken();
    }

    private final Service service;
    private final Channel channel;
    private final Vars vars;
    private final @Nullable BodyPipe body;
    private final Speech speech;
    private final Ending ending;

    /**
     * @param body the request's body; null if it has none
     * @param speech what the connection's peer speaks
     */
    public Call(
            Service service,
            Channel channel,
            Vars vars,
            @Nullable BodyPipe body,
            Speech speech,
            Ending ending) {
        this.service = service;
        this.channel = channel;
        this.vars = vars;
        this.body = body;
        this.speech = speech;
        this.ending = ending;
    }

    @Override
    public void run(CoreCell cell) {
        AnswerSink sink = new AnswerSink(channel, service.limits().silence());
        cell.begin(text("REQUEST_METHOD"), text("PATH_INFO"), micros());
        try {
            answer(sink, cell);
        } finally {
            if (body != null) {
                body.drop();
            }
        }
    }

    private void answer(AnswerSink sink, CoreCell cell) {
        InputStream content = body == null ? InputStream.nullInputStream() : body;
        AnswerWriter.Target target =
                new AnswerWriter.Target(
                        channel.alloc(), sink, text("REQUEST_METHOD"), text("SERVER_PROTOCOL"));
        AnswerWriter writer = null;
        try {
            Response response = service.app().handle(new VarsRequest(vars, content));
            AnswerHead.Terms terms = terms();
            writer = AnswerWriter.of(target, response, terms);
            ByteBuf last = writer.finish(response.body());
            finish(cell, sink, last, !terms.keep() || writer.head().endsByClosing());
        } catch (Throwable e) {
            failed(e, writer, target, cell);
        }
    }

    private void failed(
            Throwable fault,
            @Nullable AnswerWriter writer,
            AnswerWriter.Target target,
            CoreCell cell) {
        int clients = body == null ? 0 : body.faultStatus();
        boolean gone = fault instanceof IOException && !channel.isActive();
        if (clients != 0) {
            cell.countReadError();
        } else if (gone) {
            cell.countWriteError();
        } else {
            cell.countException();
        }
        boolean begun = writer != null && writer.begun();
        if (writer != null && !begun) {
            writer.abandon();
        }
        if (clients != 0 && !begun) {
            answerFailure(
                    Response.text("the request's body broke off\n").withStatus(clients),
                    target,
                    cell);
            return;
        }
        String id = clients != 0 || gone ? "" : report(fault);
        if (gone || begun) {
            cell.end(micros(), target.sink().sentBytes());
            channel.eventLoop().execute(ending::broken);
            return;
        }
        answerFailure(
                Response.text("500 Internal Server Error\nrequest " + id + "\n").withStatus(500),
                target,
                cell);
    }

    private String report(Throwable fault) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        EventLog.failure(
                "request %s failed: %s %s".formatted(id, text("REQUEST_METHOD"), text("PATH_INFO")),
                fault);
        return id;
    }

    private void answerFailure(Response failure, AnswerWriter.Target target, CoreCell cell) {
        try {
            AnswerHead.Terms terms = terms();
            AnswerWriter writer = AnswerWriter.of(target, failure, terms);
            finish(cell, target.sink(), writer.finish(failure.body()), !terms.keep());
        } catch (Exception e) {
            cell.end(micros(), 0);
            channel.eventLoop().execute(ending::broken);
        }
    }

    private void finish(CoreCell cell, AnswerSink sink, ByteBuf last, boolean close) {
        cell.end(micros(), sink.sentBytes() + last.readableBytes());
        channel.eventLoop().execute(() -> ending.answered(last, close));
    }

    /** A body that is not all here yet may never be read: then the connection is of no more use. */
    private AnswerHead.Terms terms() {
        boolean asked = vars.get(Wire.KEEP) != null;
        boolean whole = body == null || body.complete();
        boolean chunks =
                switch (speech) {
                    case UWSGI -> asked;
                    case HTTP -> text("SERVER_PROTOCOL").equals("HTTP/1.1");
                };
        return new AnswerHead.Terms(asked && whole && !service.drain().begun(), chunks, speech);
    }

    private String text(String name) {
        String value = vars.get(name);
        return value == null ? "" : value;
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }
}
