package dev.serval.router.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Netty's codec, which lets a client off with one stream where RFC 9113 section 5.1 ends the
 * connection: frames for a stream that the client itself has ended, or passed over.
 */
final class StrictFrameCodec extends Http2FrameCodec {

    private static final int REMEMBERED = 256;

    /** Streams that we have ended: frames for them may have been on their way. */
    private final Queue<Integer> endedHere = new ArrayDeque<>();

    private StrictFrameCodec(
            Http2ConnectionEncoder encoder,
            Http2ConnectionDecoder decoder,
            Http2Settings settings) {
        super(encoder, decoder, settings, false, true);
        connection()
                .addListener(
                        new Http2ConnectionAdapter() {
                            @Override
                            public void onStreamRemoved(Http2Stream stream) {
                                if (stream.isResetSent()) {
                                    remember(stream.id());
                                }
                            }
                        });
    }

    /** Builds this codec instead of Netty's own. */
    static final class Builder extends Http2FrameCodecBuilder {

        Builder() {
            server(true);
        }

        @Override
        protected Http2FrameCodec build(
                Http2ConnectionDecoder decoder,
                Http2ConnectionEncoder encoder,
                Http2Settings settings) {
            StrictFrameCodec codec = new StrictFrameCodec(encoder, decoder, settings);
            codec.gracefulShutdownTimeoutMillis(gracefulShutdownTimeoutMillis());
            return codec;
        }
    }

    @Override
    public void onError(ChannelHandlerContext ctx, boolean outbound, Throwable cause) {
        if (!outbound
                && Http2CodecUtil.getEmbeddedHttp2Exception(cause)
                        instanceof Http2Exception.StreamException fault) {
            super.onError(ctx, false, judged(fault));
            return;
        }
        super.onError(ctx, outbound, cause);
    }

    private Http2Exception judged(Http2Exception.StreamException fault) {
        Http2Stream stream = connection().stream(fault.streamId());
        boolean closed = fault.error() == Http2Error.STREAM_CLOSED;
        if (stream == null && closed && !endedHere.contains(fault.streamId())) {
            return Http2Exception.connectionError(
                    Http2Error.STREAM_CLOSED, "a frame for a stream that its client has ended");
        }
        remember(fault.streamId());
        boolean ended = stream != null && stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE;
        if (ended && String.valueOf(fault.getMessage()).contains("too many headers")) {
            return Http2Exception.streamError(
                    fault.streamId(), Http2Error.STREAM_CLOSED, "fields after a stream's end");
        }
        return fault;
    }

    private void remember(int id) {
        endedHere.add(id);
        if (endedHere.size() > REMEMBERED) {
            endedHere.remove();
        }
    }
}
