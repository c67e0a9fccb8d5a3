package dev.serval.worker.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.http.ClientClock;
import dev.serval.http.ClientFacts;
import dev.serval.http.Forwarding;
import dev.serval.http.RequestGuard;
import dev.serval.http.RequestVars;
import dev.serval.http.Sender;
import dev.serval.http.Verdict;
import dev.serval.uwsgi.Modifiers;
import dev.serval.uwsgi.UwsgiEnd;
import dev.serval.uwsgi.UwsgiHead;
import dev.serval.uwsgi.UwsgiProtocolException;
import dev.serval.uwsgi.Vars;
import dev.serval.uwsgi.Wire;
import dev.serval.worker.account.Ledger;
import dev.serval.worker.account.Visit;
import dev.serval.worker.answer.Lingering;
import dev.serval.worker.answer.PlainAnswer;
import dev.serval.worker.call.BodyPipe;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages of a uwsgi connection out of HTTP requests, one request at a time, so that a
 * worker serves both in one way. A request that comes early waits.
 *
 * <p>Refuses what the router would refuse, with the same status.
 */
final class HttpGateway extends ChannelInboundHandlerAdapter {

    private static final byte[] KEEP = Wire.ascii(Wire.KEEP);
    private static final byte[] YES = Wire.ascii("1");
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
    private static final long LOOK_MILLIS = 500;

    private final Channel channel;
    private final HttpRules rules;
    private final ClientFacts facts;
    private final @Nullable Ledger ledger;
    private final ClientClock clock;
    private final Outflow outflow;
    private final Queue<Object> early = new ArrayDeque<>();
    private @Nullable ScheduledFuture<?> looks;
    private boolean busy;
    private boolean leaving;
    private boolean trickled;
    private int requests;
    private long bodyBytes;

    /**
     * @param ledger where requests that are refused here are written down; null for nowhere
     */
    HttpGateway(Channel channel, HttpRules rules, ClientFacts facts, @Nullable Ledger ledger) {
        this.channel = channel;
        this.rules = rules;
        this.facts = facts;
        this.ledger = ledger;
        this.clock = new ClientClock(rules.patience(), System.nanoTime());
        this.outflow = new Outflow(channel, rules.silence(), System.nanoTime());
    }

    /** A byte of a request may have come. */
    void arrived() {
        clock.arrived(busy, System.nanoTime());
    }

    /** Whether a worker that drains may close the connection now; others get one more answer. */
    boolean mayLeave() {
        return !busy && !leaving && clock.mayLeave(System.nanoTime());
    }

    /** Not passed on: the clock here counts instead of the uwsgi connection's. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        looks =
                ctx.executor()
                        .scheduleAtFixedRate(
                                () -> look(ctx), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        switch (outflow.look(now)) {
            case STALLED -> Lingering.reset(channel);
            case MOVING -> clock.moved(now);
            case NOTHING -> due(ctx, now);
        }
    }

    private void due(ChannelHandlerContext ctx, long now) {
        switch (clock.due(now, bodyBytes)) {
            case NOTHING -> {}
            case CLOSE -> channel.close();
            case SILENT -> trickles(ctx);
            case HEAD_LATE -> refuse(ctx, null, 408, "the request's head did not come in time");
        }
    }

    /** The application reads that the body broke off; whoever waits for an answer gets 408. */
    private void trickles(ChannelHandlerContext ctx) {
        if (!trickled) {
            trickled = true;
            ctx.fireUserEventTriggered(new UwsgiConnection.BodyBroken(408));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (leaving) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean next = message instanceof HttpRequest && busy;
        if (next || !early.isEmpty()) {
            early.add(message);
            channel.config().setAutoRead(false);
            return;
        }
        take(ctx, message);
    }

    private void take(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            request(ctx, request);
        }
        if (message instanceof HttpContent content) {
            content(ctx, content);
        }
    }

    private void request(ChannelHandlerContext ctx, HttpRequest request) {
        Verdict verdict = RequestGuard.check(request, rules.limits());
        if (verdict instanceof Verdict.Refuse(int status, String why)) {
            refuse(ctx, request, status, why);
            return;
        }
        Vars vars;
        try {
            vars = vars(request);
        } catch (UwsgiProtocolException e) {
            refuse(ctx, request, 431, "the header fields are too large");
            return;
        }
        busy = true;
        bodyBytes = 0;
        clock.working(System.nanoTime());
        if (HttpUtil.is100ContinueExpected(request)) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), channel.voidPromise());
        }
        ctx.fireChannelRead(new UwsgiHead(Modifiers.DEFAULT_APP, 0, vars));
    }

    private Vars vars(HttpRequest request) {
        Sender said = Forwarding.of(request.headers(), facts, rules.proxies()::contains);
        Sender sender = rules.tracing() ? said.with(said.ids().withoutOwnTrace()) : said;
        requests++;
        boolean more =
                !rules.patience().idle().isZero()
                        && (rules.keepaliveRequests() == 0 || requests < rules.keepaliveRequests());
        return Vars.written(out -> {
            RequestVars.write(out, request, facts, sender);
            if (more && HttpUtil.isKeepAlive(request)) {
                out.put(KEEP, YES);
            }
        });
    }

    private void content(ChannelHandlerContext ctx, HttpContent content) {
        if (leaving || trickled || content.decoderResult().isFailure()) {
            content.release();
            ctx.fireUserEventTriggered(new UwsgiConnection.BodyBroken(BodyPipe.BAD_REQUEST));
            return;
        }
        clock.working(System.nanoTime());
        bodyBytes += content.content().readableBytes();
        if (content.content().isReadable()) {
            ctx.fireChannelRead(content.content());
        } else {
            content.release();
        }
        if (content instanceof LastHttpContent) {
            ctx.fireChannelRead(UwsgiEnd.INSTANCE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != UwsgiConnection.Answered.INSTANCE) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        busy = false;
        clock.idle(System.nanoTime());
        while (!early.isEmpty() && !leaving && !(busy && early.peek() instanceof HttpRequest)) {
            take(ctx, early.remove());
        }
        if (early.isEmpty()) {
            channel.config().setAutoRead(true);
        }
    }

    private void refuse(
            ChannelHandlerContext ctx, @Nullable HttpRequest request, int status, String why) {
        long now = System.nanoTime();
        leaving = true;
        clock.leaving(now);
        drop();
        ByteBuf answer = PlainAnswer.of(ctx.alloc(), status, why);
        if (ledger != null) {
            Visit asked = new Visit(Misfit.vars(request, facts), now);
            ledger.over(asked.refused(status, answer), channel.isActive());
        }
        Lingering.close(channel, answer);
    }

    /** The connection has become something else. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        drop();
        ctx.fireChannelInactive();
    }

    private void drop() {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
