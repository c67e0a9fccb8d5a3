package dev.serval.worker.call;

import dev.serval.app.Body;
import dev.serval.app.LateAnswer;
import dev.serval.app.Response;
import dev.serval.control.board.CoreCell;
import dev.serval.control.log.EventLog;
import dev.serval.http.RequestIds;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.account.Visit;
import dev.serval.worker.answer.AnswerHead;
import dev.serval.worker.answer.AnswerSink;
import dev.serval.worker.answer.AnswerWriter;
import dev.serval.worker.answer.Speech;
import dev.serval.worker.socket.Handshake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One request on one core: asks the application, writes its answer.
 *
 * <p>Begins on the thread of the worker's loop, or on the core's own. A body that is made or read
 * while it is sent, or is large, is always written on the core's own: the loop must be free to send
 * it.
 */
public final class Call implements CoreWork {

    /** Told on the channel's loop, once, when the call is over. */
    public interface Ending {
        /**
         * The answer is complete; the core is to be released.
         *
         * @param last the answer's last bytes, to be sent now; taken over
         * @param close whether the connection ends with it
         */
        void answered(Core core, ByteBuf last, boolean close);

        /**
         * The connection becomes a WebSocket; the core is to be released.
         *
         * @param agreed to be opened on the connection, or dropped
         */
        void upgraded(Core core, Handshake.Agreed agreed);

        /**
         * The request ran past its deadline; on any thread. The call itself may end much later.
         *
         * @param begun whether a part of the answer is out already
         */
        void overdue(boolean begun);

        /** The answer broke off, so the connection must too; the core is to be released. */
        void broken(Core core);
    }

    private static final int SWITCHING = 101;
    private static final int AT_ONCE_BYTES = AnswerSink.OF_AN_ANSWER / 4;

    private static final String REQUEST_ID = "HTTP_X_REQUEST_ID";

    private final Service service;
    private final Channel channel;
    private final Vars vars;
    private final @Nullable BodyPipe body;
    private final Speech speech;
    private final Ending ending;
    private final AnswerSink sink;
    private final @Nullable Visit visit;
    private final Runnable begins;
    private @Nullable CallSpan span;
    private boolean onLoop;

    /**
     * @param speech what the connection's peer speaks
     */
    public Call(Service service, Channel channel, Inquiry inquiry, Speech speech, Ending ending) {
        this.service = service;
        this.channel = channel;
        this.vars = inquiry.vars();
        this.body = inquiry.body();
        this.speech = speech;
        this.ending = ending;
        this.visit = inquiry.visit();
        this.begins = inquiry.begins();
        this.sink = new AnswerSink(channel, service.limits().silence(), AnswerSink.OF_AN_ANSWER);
    }

    /** The request has run past its deadline: its client is told. On any thread. */
    void giveUp() {
        ending.overdue(begun());
    }

    /** Whether some of the answer has been sent; any thread. */
    public boolean begun() {
        return sink.sentBytes() > 0;
    }

    /** Whether its peer may have all of the answer already, though it is not over. The loop's. */
    public boolean isAnswered() {
        return sink.isWhole();
    }

    /** Whether the whole request is here. */
    @Override
    public boolean complete() {
        return body == null || body.complete();
    }

    /** Not the answer's body, if that may take long. */
    @Override
    public void runOnLoop(Core core) {
        onLoop = true;
        run(core);
    }

    @Override
    public void run(Core core) {
        String method = text("REQUEST_METHOD");
        String path = text("PATH_INFO");
        Deadline deadline =
                new Deadline(core.cell(), method, path, service.limits().patience().forPath(path));
        core.begin(this);
        begins.run();
        if (visit != null) {
            visit.served(core.number(), System.nanoTime());
        }
        AnswerWriter.Target target =
                new AnswerWriter.Target(
                        channel.alloc(), sink, service.drain(), method, text("SERVER_PROTOCOL"));
        Response response;
        try {
            InputStream content = body == null ? InputStream.nullInputStream() : body;
            response = service.app().handle(new VarsRequest(vars, content, deadline, begin()));
        } catch (Throwable e) {
            failed(e, null, target, core);
            return;
        }
        deliver(response, deadline, target, core);
    }

    private void deliver(
            Response response, Deadline deadline, AnswerWriter.Target target, Core core) {
        switch (response.body()) {
            case Body.Socket socket -> {
                deadline.lift();
                upgrade(response, socket, target, core);
            }
            case Body.Late(LateAnswer maker) ->
                    whereItMayWait(core, () -> late(maker, deadline, target, core));
            case Body.Bytes(byte[] content) when content.length > AT_ONCE_BYTES ->
                    whereItMayWait(core, () -> write(response, target, core));
            case Body.Input _, Body.Streaming _ ->
                    whereItMayWait(core, () -> write(response, target, core));
            case Body.None _, Body.Bytes _, Body.File _ -> write(response, target, core);
        }
    }

    /** Begins its span; the traceparent that the application is to see, null for the caller's. */
    private @Nullable String begin() {
        CallSpan begun = CallSpan.begin(service.tracing(), vars, speech);
        span = begun;
        return begun == null ? null : begun.traceparent();
    }

    private void whereItMayWait(Core core, Runnable rest) {
        if (!onLoop) {
            rest.run();
            return;
        }
        onLoop = false;
        core.end();
        core.run(() -> {
            core.begin(this);
            rest.run();
        });
    }

    /**
     * The application decides while it makes it; what it begins, it has written when it returns.
     */
    private void late(LateAnswer maker, Deadline deadline, AnswerWriter.Target target, Core core) {
        LateStart start = new LateStart(target, this::terms, visit);
        try {
            Response whole = maker.make(start);
            LateStart.Begun begun = start.begun();
            if (begun != null) {
                ByteBuf last = ended(begun.writer(), new Body.None());
                finish(core, begun.head(), last, !begun.keep());
                return;
            }
            if (whole == null) {
                throw new IllegalStateException("there is neither an answer nor the start of one");
            }
            deliver(whole, deadline, target, core);
        } catch (Throwable e) {
            LateStart.Begun begun = start.begun();
            failed(e, begun == null ? null : begun.writer(), target, core);
        }
    }

    /** An open socket is no core's affair. */
    private void upgrade(
            Response response, Body.Socket socket, AnswerWriter.Target target, Core core) {
        Handshake verdict;
        try {
            verdict = service.sockets().decide(vars, response.headers(), socket);
        } catch (RuntimeException e) {
            failed(e, null, target, core);
            return;
        }
        switch (verdict) {
            case Handshake.Refused(Response refusal) -> write(refusal, target, core);
            case Handshake.Agreed agreed -> {
                core.end();
                core.cell().end(micros(), 0, SWITCHING);
                spanEnd(core, SWITCHING, true);
                toLoop(() -> ending.upgraded(core, agreed));
            }
        }
    }

    private void write(Response response, AnswerWriter.Target target, Core core) {
        AnswerWriter writer = null;
        try {
            AnswerHead.Terms terms = terms();
            writer = AnswerWriter.of(target, response, terms);
            ByteBuf last = last(writer, response);
            finish(core, response, last, !terms.keep() || writer.head().endsByClosing());
        } catch (Throwable e) {
            failed(e, writer, target, core);
        }
    }

    /** Writes all but the end of it. */
    private ByteBuf last(AnswerWriter writer, Response response) throws Exception {
        if (visit != null) {
            visit.answered(response.status(), writer.start());
        }
        return ended(writer, response.body());
    }

    private ByteBuf ended(AnswerWriter writer, Body body) throws Exception {
        try {
            return writer.finish(body);
        } finally {
            if (visit != null) {
                visit.sent(writer.bodyBytes());
            }
        }
    }

    private void failed(
            Throwable fault, @Nullable AnswerWriter writer, AnswerWriter.Target target, Core core) {
        int clients = body == null ? 0 : body.faultStatus();
        boolean gone = fault instanceof IOException && !channel.isActive();
        count(core.cell(), clients != 0, gone);
        boolean begun = writer != null && writer.begun();
        if (writer != null && !begun) {
            writer.abandon();
        }
        if (clients != 0 && !begun) {
            answerFailure(
                    Response.text("the request's body broke off\n").withStatus(clients),
                    target,
                    core);
            return;
        }
        if (fault instanceof OutOfMemoryError) {
            service.distress().unfit("has run out of memory");
        }
        if (service.limits().unfitAfterException() && clients == 0 && !gone) {
            service.distress().unfit("has thrown an exception");
        }
        if (span != null && clients == 0 && !gone) {
            span.threw(fault);
        }
        String id = clients != 0 || gone ? "" : report(fault);
        if (gone || begun) {
            breakOff(core);
            return;
        }
        answerFailure(failure(id, fault), target, core);
    }

    private Response failure(String id, Throwable fault) {
        return service.limits().failures().of(id, fault, vars);
    }

    private static void count(CoreCell cell, boolean clientsFault, boolean gone) {
        if (clientsFault) {
            cell.countReadError();
        } else if (gone) {
            cell.countWriteError();
        } else {
            cell.countException();
        }
    }

    private String report(Throwable fault) {
        String told = text(REQUEST_ID);
        String id =
                RequestIds.isRequestId(told)
                        ? told
                        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        EventLog.failure(
                "request %s failed: %s %s".formatted(id, text("REQUEST_METHOD"), text("PATH_INFO")),
                fault);
        return id;
    }

    private void answerFailure(Response failure, AnswerWriter.Target target, Core core) {
        try {
            AnswerHead.Terms terms = terms();
            AnswerWriter writer = AnswerWriter.of(target, failure, terms);
            finish(core, failure, last(writer, failure), !terms.keep());
        } catch (Exception e) {
            breakOff(core);
        }
    }

    private void finish(Core core, Response response, ByteBuf last, boolean close) {
        core.end();
        core.cell().end(micros(), sink.sentBytes() + last.readableBytes(), response.status());
        spanEnd(core, response.status(), true);
        toLoop(() -> ending.answered(core, last, close));
    }

    private void breakOff(Core core) {
        core.end();
        core.cell().end(micros(), sink.sentBytes(), 0);
        spanEnd(core, 0, false);
        toLoop(() -> ending.broken(core));
    }

    private void spanEnd(Core core, int status, boolean whole) {
        if (span != null) {
            span.end(core.number(), status, whole);
        }
    }

    private void toLoop(Runnable end) {
        if (body != null) {
            body.drop();
        }
        if (channel.eventLoop().inEventLoop()) {
            end.run();
        } else {
            channel.eventLoop().execute(end);
        }
    }

    /** A body that is not all here yet may never be read: then the connection is of no more use. */
    private AnswerHead.Terms terms() {
        boolean asked = vars.has(Wire.KEEP);
        boolean chunks =
                switch (speech) {
                    case UWSGI -> asked;
                    case HTTP -> text("SERVER_PROTOCOL").equals("HTTP/1.1");
                };
        return new AnswerHead.Terms(
                asked && complete() && !service.drain().begun(),
                chunks,
                speech == Speech.UWSGI && vars.has(Wire.FILES),
                speech,
                speech == Speech.HTTP ? text(REQUEST_ID) : "");
    }

    private String text(String name) {
        String value = vars.get(name);
        return value == null ? "" : value;
    }

    private static long micros() {
        return Deadline.micros(Instant.now());
    }
}
