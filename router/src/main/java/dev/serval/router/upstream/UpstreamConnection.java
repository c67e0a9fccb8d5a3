package dev.serval.router.upstream;

import dev.serval.http.SocketRequest;
import dev.serval.router.account.Visit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.Errors;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a backend, and the request that has it now. The last handler of its pipeline.
 */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    /** Who takes connections back. */
    interface Owner {
        /**
         * The request is done with it; {@code reusable} if its answer and its body are complete.
         */
        void giveBack(UpstreamConnection connection, boolean reusable);

        /** The request has made something of its own of the channel. */
        void left(UpstreamConnection connection);

        /** It has closed; what its request is to know before must be told before this returns. */
        default void closing(UpstreamConnection connection) {}

        /** It closed while nobody had it. */
        void lost(UpstreamConnection connection);

        /** Whether HTTP is spoken here; uwsgi if not. */
        default boolean http() {
            return false;
        }

        /**
         * The modifier of each packet.
         *
         * @param usual for a backend that has none of its own
         */
        default int modifier1(int usual) {
            return usual;
        }

        /** The head of an answer has come. */
        default void answered(UpstreamConnection connection) {}

        /** The request that has it has failed. */
        default void failed(UpstreamConnection connection, Failure failure) {}

        /** May add to the answer's head. */
        default void sign(
                UpstreamConnection connection,
                HttpRequest request,
                HttpHeaders answer,
                boolean https) {}

        /**
         * What it is when the backend closes in the middle of a request.
         *
         * @param answered whether an answer has begun
         * @param reset whether it was with a reset
         */
        default Failure closed(UpstreamConnection connection, boolean answered, boolean reset) {
            return reset && !answered ? Failure.NOT_READ : Failure.CLOSED_EARLY;
        }
    }

    /** Stands for the process id of a backend that is not a worker of ours. */
    static final long FOREIGN = 0;

    private final Owner owner;
    private final AnswerDecoder decoder;
    private final Channel channel;
    private final Visit.Server server;
    private final @Nullable Lane lane;
    private @Nullable UpstreamEvents request;
    private boolean informational;
    private boolean answered;
    private boolean keeps;
    private boolean reset;
    private boolean faulty;
    private boolean toHead;
    private boolean dirty;
    private long lentNanos;

    /**
     * @param pid the worker process that accepted it; {@link #FOREIGN} for a backend that is not
     *     ours
     * @param lane where short requests leave; null for none
     */
    UpstreamConnection(
            Owner owner, AnswerDecoder decoder, Channel channel, long pid, @Nullable Lane lane) {
        this.owner = owner;
        this.decoder = decoder;
        this.channel = channel;
        this.server = new Visit.Server(pid);
        this.lane = lane;
    }

    boolean ownedBy(Owner one) {
        return owner.equals(one);
    }

    /** The worker process that accepted it. */
    long pid() {
        return server.pid();
    }

    /** Whether a worker accepted it that runs our code: on this host, with this process's user. */
    public boolean isOurs() {
        return pid() != FOREIGN && !http();
    }

    Channel channel() {
        return channel;
    }

    /** Its part in a trunk, if it has one. */
    Optional<Lane> lane() {
        return Optional.ofNullable(lane);
    }

    /** Gives the connection to a request. */
    void lend(UpstreamEvents to) {
        request = to;
        answered = false;
        informational = false;
        keeps = false;
        lentNanos = System.nanoTime();
        if (lane != null) {
            lane.begin();
        }
        to.leased(this);
    }

    /** When its request got it, by {@link System#nanoTime}. */
    public long lentNanos() {
        return lentNanos;
    }

    /** Who is at its other end. */
    public Visit.Server server() {
        return server;
    }

    /** Whether its request has had it for this long; never, if that is no time at all. */
    public boolean overdue(Duration limit) {
        return !limit.isZero() && System.nanoTime() - lentNanos >= limit.toNanos();
    }

    /** Whether HTTP is spoken here; uwsgi if not. */
    public boolean http() {
        return owner.http();
    }

    /**
     * The modifier of each packet, 0 to 255.
     *
     * @param usual for a backend that has none of its own
     */
    public int modifier1(int usual) {
        return owner.modifier1(usual);
    }

    /** What the pool adds to the head of the answer to this request. */
    public void sign(HttpHeaders answer, boolean https) {
        if (request != null) {
            owner.sign(this, request.request(), answer, https);
        }
    }

    /** Ends the request that has it. */
    void giveUp(Failure failure) {
        if (request != null) {
            request.broken(failure);
        }
    }

    /** The request has failed, for this reason. */
    public void failed(Failure failure) {
        if (failure.blamesBackend()) {
            owner.failed(this, failure);
        }
    }

    /**
     * Sends the head of the request that has it; nothing leaves before {@link #flush}.
     *
     * @param whole whether all of its body, if it has one, is written before that
     */
    public void send(ByteBuf packet, boolean whole) {
        HttpRequest asking = Objects.requireNonNull(request, "a request has it").request();
        toHead = asking.method().equals(HttpMethod.HEAD);
        decoder.expect(toHead);
        Lane together = whole && !SocketRequest.asked(asking) ? lane : null;
        if (together == null || !together.hold(packet)) {
            put(packet);
        }
    }

    /**
     * Sends a piece of the body, a buffer or a part of a file; nothing leaves before {@link
     * #flush}.
     */
    public void write(Object piece) {
        if (lane == null || !lane.holdMore(piece)) {
            putHeld();
            put(piece);
        }
    }

    private void putHeld() {
        ByteBuf held = lane == null ? null : lane.letGo();
        if (held != null) {
            put(held);
        }
    }

    private void put(Object piece) {
        dirty = true;
        channel.write(piece, channel.voidPromise());
    }

    /** Lets what was written leave. */
    public void flush() {
        if (lane == null || !lane.send()) {
            putHeld();
        }
        if (dirty) {
            dirty = false;
            channel.flush();
        }
    }

    /** Whether more can be written without piling up. */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /** Reads on, or not: the client is slower than the backend. */
    public void read(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** A new buffer for {@link #send}. */
    public ByteBuf buffer(int bytes) {
        return channel.alloc().ioBuffer(bytes);
    }

    /**
     * The request is done.
     *
     * @param complete whether its body went out whole and its answer came in whole
     */
    public void giveBack(boolean complete) {
        request = null;
        channel.config().setAutoRead(true);
        owner.giveBack(this, complete && keeps && channel.isActive() && !decoder.surplus());
    }

    /** What has come behind the answer, and all that follows, goes as bytes to the last handler. */
    public static void leaveHttp(Channel channel) {
        channel.pipeline().remove(UpstreamConnection.class);
        channel.pipeline().remove(AnswerDecoder.class);
    }

    /** The channel is the request's for good; it is no connection of the pool's any more. */
    public Channel leave() {
        request = null;
        owner.left(this);
        return channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        UpstreamEvents current = request;
        if (current == null) {
            ReferenceCountUtil.release(message);
            ctx.close();
            return;
        }
        if (message instanceof HttpResponse head) {
            head(current, head);
        }
        if (message instanceof HttpContent content) {
            content(current, content);
        }
    }

    private void head(UpstreamEvents current, HttpResponse head) {
        if (head.decoderResult().isFailure()) {
            current.broken(Failure.GARBAGE);
            return;
        }
        if (owner.http() && !AnswerGuard.passes(head, SocketRequest.asked(current.request()))) {
            current.broken(Failure.GARBAGE);
            return;
        }
        answered = true;
        informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        keeps =
                owner.http()
                        ? AnswerGuard.keeps(head, toHead)
                        : head.headers()
                                .containsValue(
                                        HttpHeaderNames.CONNECTION,
                                        HttpHeaderValues.KEEP_ALIVE,
                                        true);
        if (!informational) {
            owner.answered(this);
        }
        current.answerHead(head);
    }

    private void content(UpstreamEvents current, HttpContent content) {
        boolean cut = faulty && content instanceof LastHttpContent;
        if (content.decoderResult().isFailure() || cut) {
            content.release();
            if (current.equals(request)) {
                current.broken(cut ? Failure.CLOSED_EARLY : Failure.GARBAGE);
            }
            return;
        }
        if (!current.equals(request)) {
            content.release();
            return;
        }
        if (content.content().isReadable()) {
            current.answerBody(content.content());
        } else {
            content.release();
        }
        if (content instanceof LastHttpContent && !informational && current.equals(request)) {
            current.answerEnd();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (request != null) {
            request.answerPause();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (request != null && channel.isWritable()) {
            request.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        owner.closing(this);
        UpstreamEvents current = request;
        if (current == null) {
            owner.lost(this);
            return;
        }
        current.broken(owner.closed(this, answered, reset));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        faulty = true;
        // A Unix or TCP peer that dies with our packet unread answers with a reset, not with an end
        // of file; a peer that was dead before we wrote answers with a broken pipe.
        reset |=
                cause instanceof Errors.NativeIoException io
                        && (io.expectedErr() == Errors.ERRNO_ECONNRESET_NEGATIVE
                                || io.expectedErr() == Errors.ERRNO_EPIPE_NEGATIVE);
        ctx.close();
    }
}
