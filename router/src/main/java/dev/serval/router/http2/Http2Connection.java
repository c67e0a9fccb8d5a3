package dev.serval.router.http2;

import dev.serval.http.ClientClock;
import dev.serval.http.HttpLimits;
import dev.serval.router.exchange.Client;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * A client's connection as a whole: its limits, how long it may be idle, and its end. The last
 * handler of its pipeline; requests are on the channels of its streams.
 */
public final class Http2Connection extends ChannelInboundHandlerAdapter implements Client {

    private static final long MAX_STREAMS = 128;
    private static final int WINDOW_SECONDS = 30;
    private static final int MAX_RESETS = 200;
    private static final int MAX_QUEUED_ANSWERS = 1000;
    private static final int MAX_EMPTY_DATA = 10;
    private static final int MAX_CONTROL_FRAMES = 1000;
    private static final Duration CONTROL_WINDOW = Duration.ofSeconds(10);
    private static final Duration LAST_STREAMS = Duration.ofSeconds(1);
    private static final Duration FINISH = Duration.ofSeconds(60);

    private final Channel channel;
    private final Http2FrameCodec codec;
    private final ClientClock.Patience patience;
    private final long since = System.nanoTime();
    private long idleSince = since;
    private long farewell;
    private long countedSince = since;
    private int counted;
    private boolean settled;
    private boolean farewellSaid;
    private boolean closing;

    private Http2Connection(Channel channel, Http2FrameCodec codec, ClientClock.Patience patience) {
        this.channel = channel;
        this.codec = codec;
        this.patience = patience;
    }

    /**
     * Makes a channel a connection of HTTP/2, with what it receives from now on.
     *
     * @param streams gets the channel of each stream
     */
    public static Http2Connection open(
            Channel channel,
            HttpLimits limits,
            ClientClock.Patience patience,
            ChannelHandler streams) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        Http2FrameCodec codec =
                new StrictFrameCodec.Builder()
                        .initialSettings(
                                Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(MAX_STREAMS)
                                        .connectProtocolEnabled(true)
                                        .maxHeaderListSize(limits.maxHeaderBytes()))
                        .validateHeaders(true)
                        .encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_ANSWERS)
                        .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_DATA)
                        .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, WINDOW_SECONDS)
                        .encoderEnforceMaxRstFramesPerWindow(MAX_RESETS, WINDOW_SECONDS)
                        .gracefulShutdownTimeoutMillis(FINISH.toMillis())
                        .build();
        Http2Connection connection = new Http2Connection(channel, codec, patience);
        channel.pipeline().addLast(codec, new Http2MultiplexHandler(streams), connection);
        return connection;
    }

    /** What is not for one stream: acknowledged by the codec, and nothing else follows from it. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        settled |= message instanceof Http2SettingsFrame;
        ReferenceCountUtil.release(message);
        long now = System.nanoTime();
        if (now - countedSince > CONTROL_WINDOW.toNanos()) {
            countedSince = now;
            counted = 0;
        }
        if (++counted > MAX_CONTROL_FRAMES && !closing) {
            closing = true;
            ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM));
            channel.unsafe().close(channel.voidPromise());
        }
    }

    /** What is wrong by HTTP/2's rules ends the connection with its own code, by the codec. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
            ctx.close();
        }
    }

    @Override
    public void check(long nanoTime) {
        if (!settled && nanoTime - since > patience.headers().toNanos()) {
            // It never said what HTTP/2 begins with: there is nobody to say good-bye to.
            channel.unsafe().close(channel.voidPromise());
            return;
        }
        if (codec.connection().numActiveStreams() > 0) {
            idleSince = nanoTime;
        } else if (nanoTime - idleSince > patience.idle().toNanos()) {
            close();
        }
    }

    /**
     * Two steps (RFC 9113 section 6.8): no new streams, please; and, once those on their way have
     * come, the number of the last one that is served.
     */
    @Override
    public void drain(long nanoTime) {
        if (!farewellSaid) {
            farewellSaid = true;
            farewell = nanoTime;
            channel.writeAndFlush(
                    new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR)
                            .setExtraStreamIds(Integer.MAX_VALUE));
        } else if (nanoTime - farewell > LAST_STREAMS.toNanos()) {
            close();
        }
    }

    private void close() {
        if (!closing) {
            closing = true;
            channel.close();
        }
    }
}
