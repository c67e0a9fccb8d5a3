package dev.serval.router.http3;

import dev.serval.http.ClientClock;
import dev.serval.http.HttpLimits;
import dev.serval.router.exchange.Client;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3GoAwayFrame;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/**
 * A client's connection as a whole: its limits, how long it may be idle, and its end. The last
 * handler of its pipeline; requests are on the channels of its streams.
 */
public final class Http3Connection extends ChannelInboundHandlerAdapter implements Client {

    private static final int MAX_CONTROL_FRAMES = 1000;
    private static final int MAX_RESETS = 200;
    private static final int MAX_RESETS_EVER = 2000;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LAST_STREAMS = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(5);

    /** The largest number of a request's stream (RFC 9000 section 2.1). */
    private static final long ALL_STREAMS = (1L << 62) - 4;

    private static final int STREAM_STEP = 4;

    /** A head somewhat too large is answered with 431; one beyond all measure ends it all. */
    private static final int ROOM_FOR_REFUSAL = 2;

    /** Of a frame whose type says nothing (RFC 9114 section 7.2.8). */
    private static final int MAX_GREASE_BYTES = 1024;

    private final QuicChannel channel;
    private final ClientClock.Patience patience;
    private final Duration handshake;
    private final long since = System.nanoTime();
    private long idleSince = since;
    private long farewell;
    private long countedSince = since;
    private int controlFrames;
    private int resets;
    private int resetsEver;
    private int streams;
    private long nextStream;
    private long packets;
    private long stirred = since;
    private boolean idleBefore;
    private boolean served;
    private boolean farewellSaid;
    private boolean lastSaid;
    private boolean closing;

    private Http3Connection(
            QuicChannel channel, ClientClock.Patience patience, Duration handshake) {
        this.channel = channel;
        this.patience = patience;
        this.handshake = handshake;
    }

    /**
     * Makes a channel a connection of HTTP/3.
     *
     * @param handshake how long that may take
     * @param streams initializes the channel of each request, whose last word to the connection is
     *     the runnable: that the client has given it up
     */
    public static Http3Connection open(
            QuicChannel channel,
            HttpLimits limits,
            ClientClock.Patience patience,
            Duration handshake,
            Streams streams) {
        Http3Connection connection = new Http3Connection(channel, patience, handshake);
        Http3Settings settings =
                new Http3Settings()
                        .maxFieldSectionSize((long) limits.maxHeaderBytes() * ROOM_FOR_REFUSAL);
        channel.pipeline()
                .addLast(
                        new Http3ServerConnectionHandler(
                                connection.initializer(streams),
                                connection.new Control(),
                                null,
                                new DefaultHttp3SettingsFrame(settings),
                                true,
                                null,
                                null,
                                MAX_GREASE_BYTES),
                        connection);
        return connection;
    }

    /** What becomes of a stream with a request on it. */
    @FunctionalInterface
    public interface Streams {
        /**
         * Adds its handlers.
         *
         * @param cancelled to be run when the client has given it up
         */
        void open(QuicStreamChannel stream, Runnable cancelled);
    }

    private ChannelInitializer<QuicStreamChannel> initializer(Streams wanted) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(QuicStreamChannel stream) {
                if (lastSaid && stream.streamId() >= nextStream) {
                    stream.shutdown(Http3ErrorCode.H3_REQUEST_REJECTED.code());
                    stream.close();
                    return;
                }
                served = true;
                streams++;
                idleBefore = false;
                nextStream = Math.max(nextStream, stream.streamId() + STREAM_STEP);
                stream.closeFuture().addListener(_ -> streamClosed());
                wanted.open(stream, Http3Connection.this::streamReset);
            }
        };
    }

    private void streamClosed() {
        streams--;
        idleSince = System.nanoTime();
    }

    /** What is cheap for a client to ask for and to give up is not cheap to begin. */
    private void streamReset() {
        resetsEver++;
        count(() -> resets++);
        if (resets > MAX_RESETS || resetsEver > MAX_RESETS_EVER) {
            close(Http3ErrorCode.H3_EXCESSIVE_LOAD);
        }
    }

    private void count(Runnable what) {
        long now = System.nanoTime();
        if (now - countedSince > WINDOW.toNanos()) {
            countedSince = now;
            controlFrames = 0;
            resets = 0;
        }
        what.run();
    }

    /** Frames of the client's control stream; the codec has done what follows from them. */
    private final class Control extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            ReferenceCountUtil.release(frame);
            controlled();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
    }

    private void controlled() {
        count(() -> controlFrames++);
        if (controlFrames > MAX_CONTROL_FRAMES) {
            close(Http3ErrorCode.H3_EXCESSIVE_LOAD);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof QuicStreamChannel stream
                && stream.type() == QuicStreamType.UNIDIRECTIONAL) {
            controlled();
        }
        ctx.fireChannelRead(message);
    }

    /** What is wrong by HTTP/3's rules ends the connection with its own code, by the codec. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(Http3ErrorCode.H3_GENERAL_PROTOCOL_ERROR);
    }

    @Override
    public void check(long nanoTime) {
        if (!channel.isActive()) {
            if (nanoTime - since > handshake.toNanos()) {
                close(Http3ErrorCode.H3_NO_ERROR);
            }
            return;
        }
        Duration most = served ? patience.idle() : longer(patience.idle(), patience.headers());
        if (streams == 0 && nanoTime - idleSince > most.toNanos() && delivered(nanoTime)) {
            sayLast();
            close(Http3ErrorCode.H3_NO_ERROR);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * Two steps (RFC 9114 section 5.2): no new streams, please; and, once those on their way have
     * come, the number of the first one that is not served.
     */
    @Override
    public void drain(long nanoTime) {
        if (!farewellSaid) {
            farewellSaid = true;
            farewell = nanoTime;
            idleBefore = streams == 0 && nanoTime - idleSince > LONG.toNanos();
            goAway(ALL_STREAMS);
        } else if (nanoTime - farewell > LAST_STREAMS.toNanos()) {
            sayLast();
            if (streams == 0 && (idleBefore || delivered(nanoTime))) {
                close(Http3ErrorCode.H3_NO_ERROR);
            }
        }
    }

    /**
     * Whether the last answers are likely to have arrived. A stream ends when QUIC has taken its
     * last byte, not when the client has it, and closing throws away what is on its way; the
     * library does not tell. As long as something is, one of both ends sends.
     */
    private boolean delivered(long nanoTime) {
        channel.collectStats()
                .addListener((Future<QuicConnectionStats> done) -> {
                    long now = done.isSuccess() ? done.getNow().sent() + done.getNow().recv() : 0;
                    if (now != packets) {
                        packets = now;
                        stirred = nanoTime;
                    }
                });
        return nanoTime - stirred > QUIET.toNanos();
    }

    private void sayLast() {
        if (!lastSaid) {
            lastSaid = true;
            goAway(nextStream);
        }
    }

    private void goAway(long first) {
        QuicStreamChannel control = Http3.getLocalControlStream(channel);
        if (control != null) {
            control.writeAndFlush(new DefaultHttp3GoAwayFrame(first));
        }
    }

    private void close(Http3ErrorCode why) {
        if (!closing) {
            closing = true;
            channel.close(true, why.code(), Unpooled.EMPTY_BUFFER);
        }
    }
}
