package dev.serval.worker.serve;

import dev.serval.control.log.EventLog;
import dev.serval.http.HttpDecoding;
import dev.serval.uwsgi.Modifiers;
import dev.serval.uwsgi.UwsgiEnd;
import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.UwsgiProtocolException;
import dev.serval.uwsgi.UwsgiRequestDecoder;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.account.Ledger;
import dev.serval.worker.answer.Lingering;
import dev.serval.worker.answer.PlainAnswer;
import dev.serval.worker.answer.Speech;
import dev.serval.worker.call.BodyPipe;
import dev.serval.worker.call.Call;
import dev.serval.worker.call.Core;
import dev.serval.worker.call.Inquiry;
import dev.serval.worker.call.Service;
import dev.serval.worker.socket.Handshake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event loop's side of one connection: one request at a time, and the next one after its answer
 * if the peer asked for that. Takes the messages of a uwsgi decoder; {@link HttpGateway} makes the
 * same of HTTP.
 */
final class UwsgiConnection extends ChannelInboundHandlerAdapter implements Call.Ending {

    private static final int BODY_TOO_LARGE = 413;
    private static final int GATEWAY_TIMEOUT = 504;

    private enum State {
        /** Waiting for a head. */
        IDLE,
        /** A head has come and its body, if any, has not begun. */
        HEAD,
        /** A core has the request, or it waits for one. */
        RUNNING,
        /** The last answer is on its way; what comes in is thrown away. */
        LEAVING
    }

    /** User event: an answer was written whole and the connection goes on. */
    enum Answered {
        INSTANCE
    }

    /**
     * User event: the request's body cannot be read on; the request itself stands.
     *
     * @param status for the client
     */
    record BodyBroken(int status) {}

    private final Service service;
    private final Channel channel;
    private final Speech speech;
    private final Witness witness;
    private final Replies replies;
    private State state = State.IDLE;
    private @Nullable Vars vars;
    private final EarlyPacket early;
    private @Nullable Call running;
    private @Nullable BodyPipe body;
    private boolean inputClosed;
    private boolean heard;
    private boolean asksForSocket;
    private @Nullable String requestId;
    private @Nullable ScheduledFuture<?> headDeadline;

    /**
     * @param trunks where a router's short answers leave; null for no router of ours
     * @param ledger where its requests are written down; null for nowhere
     */
    UwsgiConnection(
            Service service,
            Channel channel,
            Speech speech,
            @Nullable Trunks trunks,
            @Nullable Ledger ledger) {
        this.service = service;
        this.channel = channel;
        this.speech = speech;
        this.witness = new Witness(channel, ledger);
        this.replies = new Replies(channel, witness, trunks);
        this.early = new EarlyPacket(channel);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        headDeadline =
                ctx.executor()
                        .schedule(
                                () -> silent(ctx),
                                service.limits().silence().toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    /** Who never spoke is only looking whether the port is open. */
    private void silent(ChannelHandlerContext ctx) {
        if (heard && speech == Speech.UWSGI) {
            refuse("only a part of a packet came, and then nothing");
            return;
        }
        ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (early.waits() || (message instanceof UwsgiHead && isAnswered())) {
            early.keep(message);
        } else {
            read(message);
        }
    }

    private boolean isAnswered() {
        return state == State.RUNNING && running != null && running.isAnswered();
    }

    private void read(Object message) {
        switch (message) {
            case UwsgiHead head -> head(head);
            case ByteBuf piece -> piece(piece);
            case UwsgiEnd _ -> end();
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void head(UwsgiHead head) {
        if (state != State.IDLE) {
            refuse("a packet came before the answer to the one before it");
            return;
        }
        cancelDeadline();
        switch (head.modifier1()) {
            case Modifiers.PING ->
                    state = replies.greet(head.vars(), service) ? State.IDLE : State.LEAVING;
            case Modifiers.SPOOL, Modifiers.SIGNAL -> {
                state = State.LEAVING;
                ControlReply.begin(service, channel, head);
            }
            case Modifiers.DEFAULT_APP, Modifiers.JVM -> request(head.vars());
            default -> refuse("unavailable modifier requested: " + head.modifier1());
        }
    }

    private void request(Vars asked) {
        Optional<String> fault = HeadCheck.fault(asked);
        if (fault.isPresent()) {
            refuse(fault.get());
            return;
        }
        witness.begin(asked);
        if (service.limits().exceededBy(HeadCheck.length(asked))) {
            plain(BODY_TOO_LARGE, PlainAnswer.of(channel.alloc(), BODY_TOO_LARGE, asked));
            return;
        }
        vars = asked;
        state = State.HEAD;
    }

    private void piece(ByteBuf piece) {
        if (state == State.HEAD && body == null) {
            body = new BodyPipe(service.limits().silence(), this::readOn);
        }
        witness.received(piece.readableBytes());
        if (body == null || service.limits().exceededBy(witness.received())) {
            piece.release();
            breakOff("the body is too large", BODY_TOO_LARGE);
            return;
        }
        if (!body.offer(piece)) {
            channel.config().setAutoRead(false);
        }
    }

    /**
     * What came at once did not complete the request: the application reads the rest as it comes.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        heard = true;
        begin();
    }

    private void begin() {
        if (state == State.HEAD && body != null) {
            service.cores().submit(call());
        }
    }

    private void end() {
        if (body != null) {
            body.end();
        }
        if (state != State.HEAD) {
            return;
        }
        service.cores().submit(call());
    }

    private Call call() {
        Vars request = Objects.requireNonNull(vars, "a head has come");
        state = State.RUNNING;
        vars = null;
        asksForSocket = body == null && Wire.asksForSocket(request);
        if (asksForSocket) {
            // What came behind it is no packet if it is answered with 101: it waits in the decoder.
            requestId = request.get("HTTP_X_REQUEST_ID");
            channel.config().setAutoRead(false);
        }
        Call made =
                new Call(
                        service,
                        channel,
                        new Inquiry(request, body, witness.visit(), replies.beginning()),
                        speech,
                        this);
        running = made;
        return made;
    }

    /** On the application's thread. */
    private void readOn() {
        channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
    }

    @Override
    public void answered(Core core, ByteBuf last, boolean close) {
        service.cores().release(core);
        if (state != State.RUNNING) {
            last.release();
            body = null;
            return;
        }
        boolean whole = body == null || body.complete();
        body = null;
        if (!close && !inputClosed) {
            state = State.IDLE;
            replies.send(last, asksForSocket ? null : running);
            goOn();
            channel.pipeline().fireUserEventTriggered(Answered.INSTANCE);
            early.take(this::read);
            begin();
            return;
        }
        state = State.LEAVING;
        early.drop();
        if (whole) {
            channel.writeAndFlush(last, witness.sending()).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Lingering.close(channel, last, witness.sending());
    }

    /** The last thing that is said on this connection. */
    private void plain(int status, ByteBuf answer) {
        state = State.LEAVING;
        witness.refused(status, answer);
        Lingering.close(channel, answer);
    }

    /** A request that asked for a WebSocket was answered in another way. */
    private void goOn() {
        if (asksForSocket) {
            asksForSocket = false;
            UwsgiRequestDecoder.resume(channel);
            HttpDecoding.resume(channel);
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void upgraded(Core core, Handshake.Agreed agreed) {
        service.cores().release(core);
        if (state != State.RUNNING || inputClosed) {
            witness.broken();
            service.sockets().drop();
            channel.close();
            return;
        }
        state = State.LEAVING;
        witness.switched();
        String id = requestId;
        service.sockets().open(channel, agreed, speech == Speech.HTTP && id != null ? id : "");
    }

    @Override
    public void overdue(boolean begun) {
        channel.eventLoop().execute(() -> giveUp(begun));
    }

    private void giveUp(boolean begun) {
        if (state != State.RUNNING) {
            return;
        }
        clientClosed();
        if (begun) {
            state = State.LEAVING;
            witness.broken();
            Lingering.reset(channel);
        } else {
            plain(GATEWAY_TIMEOUT, PlainAnswer.of(channel.alloc(), GATEWAY_TIMEOUT, speech));
        }
    }

    @Override
    public void broken(Core core) {
        service.cores().release(core);
        body = null;
        witness.broken();
        Lingering.reset(channel);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        clientClosed();
        early.drop();
        if (state == State.HEAD) {
            witness.broken();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case BodyBroken(int status) -> bodyBroken(status);
            case ChannelInputShutdownEvent _ -> {
                inputClosed = true;
                clientClosed();
                if (state != State.RUNNING) {
                    ctx.close();
                }
            }
            default -> {}
        }
    }

    private void bodyBroken(int status) {
        Vars request = vars;
        if (state == State.HEAD && request != null) {
            plain(status, PlainAnswer.of(channel.alloc(), status, request));
            return;
        }
        breakOff("the request's body is malformed or too slow", status);
    }

    private void clientClosed() {
        breakOff("the client closed before its body was complete", BodyPipe.BAD_REQUEST);
    }

    private void breakOff(String why, int status) {
        if (body != null) {
            body.fail(why, status);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof UwsgiProtocolException) {
            refuse(String.valueOf(cause.getMessage()));
            return;
        }
        clientClosed();
        ctx.close();
    }

    private void refuse(String why) {
        breakOff("the packet is malformed", BodyPipe.BAD_REQUEST);
        if (state == State.LEAVING) {
            return;
        }
        state = State.LEAVING;
        witness.broken();
        EventLog.line("invalid uwsgi request: %s; connection closed".formatted(why));
        Lingering.close(channel, channel.alloc().buffer(0));
    }

    private void cancelDeadline() {
        if (headDeadline != null) {
            headDeadline.cancel(false);
            headDeadline = null;
        }
    }
}
