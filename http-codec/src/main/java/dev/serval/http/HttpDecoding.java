package dev.serval.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/** Netty's HTTP/1 request decoder, as strict as it can be set. */
public final class HttpDecoding {

    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    private HttpDecoding() {}

    /** The inbound side of one client's connection. */
    public static HttpRequestDecoder requestDecoder(HttpLimits limits) {
        HttpDecoderConfig config =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.maxRequestLineBytes())
                        .setMaxHeaderSize(limits.maxHeaderBytes())
                        .setMaxChunkSize(MAX_CHUNK_BYTES)
                        .setChunkedSupported(true)
                        .setValidateHeaders(true)
                        .setAllowPartialChunks(true)
                        .setAllowDuplicateContentLengths(false)
                        .setStrictLineParsing(true)
                        .setUseRfc9112TransferEncoding(true);
        return new StrictDecoder(config);
    }

    /**
     * Goes on after a {@link SocketRequest} that was not answered with 101: what came behind it is
     * HTTP after all. Loop only.
     */
    public static void resume(Channel channel) {
        StrictDecoder decoder = channel.pipeline().get(StrictDecoder.class);
        if (decoder != null) {
            // Later: the decoder may be in the middle of telling of the request.
            channel.eventLoop().execute(() -> decoder.resume(channel));
        }
    }

    /**
     * Takes the decoder out after 101: what came behind the request goes on as bytes to the next
     * handler. Loop only.
     */
    public static void remove(Channel channel) {
        if (channel.pipeline().get(StrictDecoder.class) != null) {
            channel.pipeline().remove(StrictDecoder.class);
        }
    }

    /**
     * Refuses what Netty would mend, and stops behind a request that asks for a WebSocket: whether
     * HTTP follows is the answer's decision.
     */
    private static final class StrictDecoder extends HttpRequestDecoder {

        private boolean awaitingLine = true;
        private boolean malformedLine;
        private boolean held;

        StrictDecoder(HttpDecoderConfig config) {
            super(config);
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
                throws Exception {
            if (held) {
                return;
            }
            if (awaitingLine) {
                lookAtLine(in);
            }
            super.decode(ctx, in, out);
            if (!out.isEmpty() && out.getLast() instanceof LastHttpContent) {
                awaitingLine = true;
                held = out.getFirst() instanceof HttpRequest head && SocketRequest.asked(head);
            }
        }

        void resume(Channel channel) {
            ChannelHandlerContext ctx = channel.pipeline().context(this);
            if (ctx == null || !held) {
                return;
            }
            held = false;
            try {
                channelRead(ctx, Unpooled.EMPTY_BUFFER);
                channelReadComplete(ctx);
            } catch (Exception e) {
                ctx.fireExceptionCaught(e);
            }
        }

        /**
         * Two single spaces part a request line (RFC 9112 section 3); Netty takes any white space.
         */
        private void lookAtLine(ByteBuf in) {
            int start = in.readerIndex();
            while (start < in.writerIndex() && isLineEnd(in.getByte(start))) {
                start++;
            }
            int end = in.indexOf(start, in.writerIndex(), (byte) '\n');
            if (end < 0) {
                return;
            }
            awaitingLine = false;
            malformedLine = !RequestLine.isWellFormed(in, start, end);
        }

        private static boolean isLineEnd(byte b) {
            return b == '\r' || b == '\n';
        }

        @Override
        protected HttpMessage createMessage(String[] line) throws Exception {
            if (malformedLine) {
                throw new IllegalArgumentException("the request line is malformed");
            }
            return super.createMessage(line);
        }

        /** Netty drops the length and goes on; two readers may differ about such a message. */
        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            message.setDecoderResult(
                    DecoderResult.failure(
                            new IllegalArgumentException("both length and transfer encoding")));
        }
    }
}
