package dev.serval.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

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

    /** Refuses what Netty would mend. */
    private static final class StrictDecoder extends HttpRequestDecoder {

        StrictDecoder(HttpDecoderConfig config) {
            super(config);
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
