package dev.serval.worker.serve;

import dev.serval.control.log.EventLog;
import dev.serval.uwsgi.Modifiers;
import dev.serval.uwsgi.Ping;
import dev.serval.uwsgi.UwsgiEnd;
import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.UwsgiProtocolException;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event loop's side of one connection that speaks uwsgi: one request at a time, and the next
 * one after its answer if the peer asked for that.
 */
final class UwsgiConnection extends ChannelInboundHandlerAdapter implements Call.Ending {

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

    private final Service service;
    private final Channel channel;
    private State state = State.IDLE;
    private @Nullable Vars vars;
    private @Nullable BodyPipe body;
    private @Nullable ScheduledFuture<?> headDeadline;

    UwsgiConnection(Service service, Channel channel) {
        this.service = service;
        this.channel = channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        headDeadline =
                ctx.executor()
                        .schedule(
                                () -> ctx.close(),
                                service.limits().silence().toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
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
        int modifier = head.modifier1();
        if (modifier == Modifiers.PING) {
            pong(head.vars());
            return;
        }
        if (modifier != Modifiers.DEFAULT_APP && modifier != Modifiers.JVM) {
            refuse("unavailable modifier requested: " + modifier);
            return;
        }
        Optional<String> fault = HeadCheck.fault(head.vars());
        if (fault.isPresent()) {
            refuse(fault.get());
            return;
        }
        if (tooLarge(head.vars())) {
            state = State.LEAVING;
            Lingering.close(channel, PlainAnswer.of(channel.alloc(), 413, head.vars()));
            return;
        }
        vars = head.vars();
        state = State.HEAD;
    }

    private boolean tooLarge(Vars head) {
        String length = head.get("CONTENT_LENGTH");
        long limit = service.limits().limitPost();
        return limit > 0 && length != null && !length.isEmpty() && Long.parseLong(length) > limit;
    }

    private void pong(Vars ping) {
        if (ping.get(Wire.KEEP) == null) {
            state = State.LEAVING;
            channel.writeAndFlush(Ping.reply(channel.alloc(), Vars.of()))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Service.Identity us = service.identity();
        Vars facts =
                Vars.of(
                        Wire.WORKER,
                        Integer.toString(us.worker()),
                        Wire.PID,
                        Long.toString(us.pid()),
                        Wire.CORES,
                        Integer.toString(us.cores()));
        channel.writeAndFlush(Ping.reply(channel.alloc(), facts), channel.voidPromise());
    }

    private void piece(ByteBuf piece) {
        if (state == State.HEAD) {
            body = new BodyPipe(service.limits().silence(), this::readOn);
            submit();
        }
        if (body == null) {
            piece.release();
            return;
        }
        if (!body.offer(piece)) {
            channel.config().setAutoRead(false);
        }
    }

    private void end() {
        if (body != null) {
            body.end();
        }
        if (state == State.HEAD) {
            submit();
        }
    }

    private void submit() {
        Vars request = vars;
        if (request != null) {
            state = State.RUNNING;
            vars = null;
            service.cores().submit(new Call(service, channel, request, body, this));
        }
    }

    /** On the application's thread. */
    private void readOn() {
        channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
    }

    @Override
    public void answered(ByteBuf last, boolean close) {
        service.cores().release();
        boolean whole = body == null || body.complete();
        body = null;
        if (!close) {
            state = State.IDLE;
            channel.writeAndFlush(last, channel.voidPromise());
            return;
        }
        state = State.LEAVING;
        if (whole) {
            channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Lingering.close(channel, last);
    }

    @Override
    public void broken() {
        service.cores().release();
        body = null;
        Lingering.reset(channel);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        breakOff();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            return;
        }
        breakOff();
        if (state != State.RUNNING) {
            ctx.close();
        }
    }

    private void breakOff() {
        if (body != null) {
            body.fail("the client closed before its body was complete");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof UwsgiProtocolException) {
            refuse(String.valueOf(cause.getMessage()));
            return;
        }
        breakOff();
        ctx.close();
    }

    private void refuse(String why) {
        breakOff();
        if (state == State.LEAVING) {
            return;
        }
        state = State.LEAVING;
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
