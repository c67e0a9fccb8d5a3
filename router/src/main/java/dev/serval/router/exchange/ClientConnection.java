package dev.serval.router.exchange;

import dev.serval.http.ClientClock;
import dev.serval.http.ClientFacts;
import dev.serval.http.ErrorReply;
import dev.serval.http.HttpDecoding;
import dev.serval.http.RequestGuard;
import dev.serval.http.RequestIds;
import dev.serval.http.SocketRequest;
import dev.serval.http.Verdict;
import dev.serval.router.encoding.RequestCoding;
import dev.serval.router.upstream.Failure;
import dev.serval.router.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The client's side: takes requests in order, one exchange at a time; a request that comes early
 * waits. The last handler of the client's pipeline.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter implements Client {

    private final Rules rules;
    private final Channel channel;
    private final ClientFacts facts;
    private final Parting parting;
    private final ClientClock clock;
    private final Meter meter;
    private final Outgoing out;
    private final Queue<Object> early = new ArrayDeque<>();
    private @Nullable Exchange exchange;
    private @Nullable Tunnel tunnel;
    private boolean asksForSocket;
    private boolean bodyEnded = true;
    private boolean leaving;
    private boolean inputClosed;
    private boolean reading = true;
    private int requests;

    /**
     * A connection that has just been accepted, or a stream that has just been opened.
     *
     * @param parting how the channel ends
     */
    public ClientConnection(Rules rules, Channel channel, ClientFacts facts, Parting parting) {
        this.rules = rules;
        this.channel = channel;
        this.facts = facts;
        this.parting = parting;
        this.clock = new ClientClock(rules.patience(), System.nanoTime());
        this.meter = new Meter(rules.account(), facts);
        this.out = new Outgoing(channel);
    }

    /** The first byte of a request may have come. */
    public void arrived() {
        clock.arrived(exchange != null, System.nanoTime());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (leaving) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean next = message instanceof HttpRequest && exchange != null;
        if (next || !early.isEmpty()) {
            early.add(message);
            read(false);
            return;
        }
        take(message);
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            request(request);
        }
        if (message instanceof HttpContent content) {
            content(content);
        }
    }

    private void request(HttpRequest request) {
        long now = System.nanoTime();
        meter.begin(request, now);
        Verdict verdict = RequestGuard.check(request, rules.limits());
        if (verdict instanceof Verdict.Refuse(int status, String why)) {
            refuse(status, why, false);
            return;
        }
        FullHttpResponse proof = rules.challenges().answer(request);
        if (proof != null) {
            write(proof);
            meter.end(null, true, now);
            leave(false);
            return;
        }
        if (rules.decompresses() && RequestCoding.of(request) == RequestCoding.UNKNOWN) {
            refuse(415, "the body is in a coding that is not taken; gzip is", false);
            return;
        }
        bodyEnded = false;
        requests++;
        asksForSocket = SocketRequest.asked(request);
        if (asksForSocket) {
            // What comes behind it waits until it is known whether it is HTTP.
            read(false);
        }
        clock.working(now);
        Exchange next = new Exchange(this, rules, request, meter.sender(request, rules.proxies()));
        exchange = next;
        next.start();
    }

    private void content(HttpContent content) {
        Exchange current = exchange;
        if (content.decoderResult().isFailure()) {
            content.release();
            if (current != null && !bodyEnded) {
                current.broken(Failure.BAD_BODY);
            }
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (current == null || !content.content().isReadable()) {
            content.release();
        } else {
            clock.working(System.nanoTime());
            current.body(content.content());
        }
        if (last) {
            bodyEnded = true;
            if (current != null && current.equals(exchange)) {
                current.bodyEnd();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.bodyPause();
        }
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        clock.working(System.nanoTime());
        if (exchange != null && channel.isWritable()) {
            exchange.clientWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent
                || event instanceof SslCloseCompletionEvent)) {
            return;
        }
        inputClosed = true;
        if (exchange == null) {
            ctx.close();
        } else if (!bodyEnded) {
            exchange.broken(Failure.BAD_BODY);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        gone();
        ctx.close();
    }

    private void gone() {
        Exchange current = exchange;
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        out.drop();
        if (current != null) {
            end(false);
            current.clientGone();
        }
    }

    @Override
    public void check(long nanoTime) {
        if (tunnel != null) {
            tunnel.check(nanoTime);
            return;
        }
        Exchange current = exchange;
        switch (clock.due(nanoTime, current == null ? 0 : current.bodyBytes())) {
            case NOTHING -> {}
            case CLOSE -> channel.close();
            case HEAD_LATE -> refuse(408, "the request's head did not come in time", false);
            case SILENT -> silent(current);
        }
    }

    private void silent(@Nullable Exchange current) {
        if (current == null || leaving) {
            channel.close();
            return;
        }
        current.silent();
        flush();
    }

    /** Closes a connection that has been quiet for a while; others get one more answer. */
    @Override
    public void drain(long nanoTime) {
        if (tunnel != null) {
            tunnel.drain(nanoTime);
        } else if (exchange == null && !leaving && clock.mayLeave(nanoTime)) {
            channel.close();
        }
    }

    ClientFacts facts() {
        return facts;
    }

    boolean mayKeep() {
        return !inputClosed
                && (rules.keepaliveRequests() == 0 || requests < rules.keepaliveRequests())
                && !rules.draining().getAsBoolean()
                && !rules.patience().idle().isZero();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** The request has a backend: the clock runs for the backend now. */
    void lent(UpstreamConnection backend) {
        clock.working(backend.lentNanos());
        meter.lent(backend);
    }

    void read(boolean on) {
        boolean wanted = on && early.isEmpty() && !asksForSocket;
        if (reading != wanted) {
            reading = wanted;
            channel.config().setAutoRead(wanted);
        }
    }

    void write(Object part) {
        meter.sent(part);
        out.write(part);
    }

    /** Writes now, and tells when the client has taken it. */
    ChannelFuture send(Object part) {
        clock.working(System.nanoTime());
        meter.sent(part);
        return out.send(part);
    }

    /** Whether the kernel may send a file by itself: a plain socket, no layer above it. */
    boolean sendsFiles() {
        return channel instanceof UnixChannel && channel.pipeline().get(SslHandler.class) == null;
    }

    ByteBuf buffer(int bytes) {
        return channel.alloc().ioBuffer(bytes);
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    void flush() {
        if (out.flush() && exchange != null) {
            clock.working(System.nanoTime());
        }
    }

    void sendContinue() {
        sendInformational(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }

    void sendInformational(HttpResponse head) {
        write(head);
        write(LastHttpContent.EMPTY_LAST_CONTENT);
        flush();
    }

    /** The backend has agreed: from here on the connection is no HTTP. */
    void become(HttpResponse switching, Channel backend) {
        rules.account().socket(channel);
        Tunnel made = new Tunnel(channel, backend, parting, rules.tunnelIdle());
        tunnel = made;
        sendInformational(switching);
        end(true);
        made.open();
    }

    /** The answer has been written whole. */
    void finished(boolean close, boolean bodyRead) {
        long now = end(true);
        if (close || inputClosed) {
            leave(bodyRead);
            return;
        }
        if (asksForSocket) {
            asksForSocket = false;
            HttpDecoding.resume(channel);
        }
        clock.idle(now);
        flush();
        next();
    }

    private void next() {
        while (exchange == null && !leaving && !early.isEmpty()) {
            take(early.remove());
        }
        while (exchange != null && !early.isEmpty() && !(early.peek() instanceof HttpRequest)) {
            take(early.remove());
        }
        if (early.isEmpty()) {
            read(true);
        }
        if (exchange != null) {
            exchange.bodyPause();
        }
    }

    /** Answers instead of a backend; the connection ends with it. */
    void refuse(int status, String why, boolean bodyRead) {
        Exchange current = exchange;
        CharSequence id =
                current == null ? RequestIds.fresh().request() : current.sender().ids().request();
        FullHttpResponse reply =
                rules.pages().dress(ErrorReply.of(status, why, false), meter.request());
        reply.headers().set(RequestIds.REQUEST_ID, id);
        write(reply);
        end(true);
        leave(bodyRead);
    }

    /** Makes the client see that its answer is not whole. */
    void abort() {
        end(false);
        leaving = true;
        flush();
        parting.cut(channel);
    }

    private long end(boolean whole) {
        long now = System.nanoTime();
        meter.end(exchange, whole, now);
        exchange = null;
        return now;
    }

    private void leave(boolean bodyRead) {
        leaving = true;
        out.writeHeld();
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        clock.leaving(System.nanoTime());
        parting.leave(channel, bodyRead && !asksForSocket);
    }
}
