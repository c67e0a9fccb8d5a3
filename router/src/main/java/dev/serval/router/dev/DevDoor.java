package dev.serval.router.dev;

import dev.serval.control.link.DraftState;
import dev.serval.control.link.ToChild.Draft;
import dev.serval.http.HttpLimits;
import dev.serval.http.RequestGuard;
import dev.serval.http.Verdict;
import dev.serval.router.exchange.Client;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the connection of a developer's browser: keeps a request until the application is
 * loaded anew, answers it while the sources are broken, and has pages learn of the next draft.
 */
public final class DevDoor extends ChannelDuplexHandler implements Client {

    /** No longer than a developer looks at an empty page. */
    private static final long PATIENCE_SECONDS = 15;

    private static final LivePage UNTOUCHED = new LivePage(new Draft(0, DraftState.SOUND, "", ""));

    /** A request that the connection has, whose answer is not over. */
    private record Asked(HttpMethod method, Draft draft) {}

    private final Drafts drafts;
    private final Client connection;
    private final HttpLimits limits;
    private final Deque<Object> held = new ArrayDeque<>();
    private final Queue<Asked> asked = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> patience;
    private @Nullable LiveEvents events;
    private LivePage page = UNTOUCHED;
    private boolean informational;
    private boolean dropping;

    /**
     * @param connection behind it; watched over through this
     * @param limits those of the connection
     */
    public DevDoor(Drafts drafts, Client connection, HttpLimits limits) {
        this.drafts = drafts;
        this.connection = connection;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        leave();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leave();
        ctx.fireChannelInactive();
    }

    private void leave() {
        drafts.leave(this);
        events = null;
        stopWaiting();
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (events != null || dropping) {
            dropping = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else if (patience != null) {
            held.add(message);
        } else if (message instanceof HttpRequest request) {
            arrived(ctx, request, drafts.now());
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void arrived(ChannelHandlerContext ctx, HttpRequest request, Draft now) {
        // What is compressed can get no script.
        request.headers().remove(HttpHeaderNames.ACCEPT_ENCODING);
        boolean ours =
                asked.isEmpty() && RequestGuard.check(request, limits) instanceof Verdict.Pass;
        if (ours && request.uri().startsWith(LiveScript.FOLDER)) {
            serve(ctx, request);
        } else if (now.state() == DraftState.BUSY) {
            hold(ctx, request);
        } else if (ours && now.state() == DraftState.BROKEN && BrokenAnswer.isFor(request)) {
            answer(ctx, request, BrokenAnswer.of(request, now));
        } else {
            pass(ctx, request, now);
        }
    }

    private void pass(ChannelHandlerContext ctx, HttpRequest request, Draft now) {
        asked.add(new Asked(request.method(), now));
        ctx.fireChannelRead(request);
    }

    private void serve(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.uri().equals(LiveScript.EVENTS)) {
            LiveEvents begun = new LiveEvents(ctx);
            events = begun;
            drafts.join(this);
            begun.begin(drafts.now());
            return;
        }
        answer(ctx, request, LiveFolder.answer(request, drafts));
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse answer) {
        dropping = !(request instanceof LastHttpContent);
        ReferenceCountUtil.release(request);
        boolean head = request.method().equals(HttpMethod.HEAD);
        boolean close = !HttpUtil.isKeepAlive(request);
        if (close) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelFuture sent = ctx.writeAndFlush(head ? LiveFolder.headOf(answer) : answer);
        if (close) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void hold(ChannelHandlerContext ctx, HttpRequest request) {
        held.add(request);
        ctx.channel().config().setAutoRead(false);
        patience =
                ctx.executor()
                        .schedule(() -> release(ctx, true), PATIENCE_SECONDS, TimeUnit.SECONDS);
        drafts.join(this);
        // It may have changed before anybody knew that we wait.
        draftChanged();
    }

    /** Any thread. */
    void draftChanged() {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.executor().execute(() -> look(ctx));
        }
    }

    private void look(ChannelHandlerContext ctx) {
        Draft now = drafts.now();
        if (events != null) {
            events.tell(now);
        } else if (now.state() != DraftState.BUSY) {
            release(ctx, false);
        }
    }

    /** What was kept goes on. */
    private void release(ChannelHandlerContext ctx, boolean anyway) {
        if (patience == null) {
            return;
        }
        stopWaiting();
        drafts.leave(this);
        ctx.channel().config().setAutoRead(true);
        List<Object> all = List.copyOf(held);
        held.clear();
        for (Object message : all) {
            if (anyway && message instanceof HttpRequest request) {
                pass(ctx, request, drafts.now());
            } else {
                channelRead(ctx, message);
            }
        }
        ctx.fireChannelReadComplete();
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof HttpObject)) {
            ctx.write(message, promise);
            return;
        }
        Object part = message;
        if (message instanceof HttpResponse head) {
            informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            part = informational ? head : begun(head);
        }
        if (part instanceof LastHttpContent last && !informational) {
            end(ctx, last, promise);
        } else {
            ctx.write(part, promise);
        }
    }

    private HttpObject begun(HttpResponse head) {
        Asked request = asked.peek();
        page = request == null ? UNTOUCHED : new LivePage(request.draft());
        return request == null ? head : page.head(head, request.method());
    }

    private void end(ChannelHandlerContext ctx, LastHttpContent last, ChannelPromise promise) {
        asked.poll();
        List<HttpContent> parts = page.end(last);
        page = UNTOUCHED;
        if (parts.size() > 1) {
            ctx.write(parts.getFirst(), ctx.voidPromise());
        }
        ctx.write(parts.getLast(), promise);
    }

    /** The connection's clock does not run for what is kept here, and not for events. */
    @Override
    public void check(long nanoTime) {
        if (events != null) {
            events.check(nanoTime);
        } else if (patience == null) {
            connection.check(nanoTime);
        }
    }

    @Override
    public void drain(long nanoTime) {
        if (events != null && context != null) {
            context.close();
        } else if (patience == null) {
            connection.drain(nanoTime);
        }
    }
}
