package dev.serval.router.upstream;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's decoder, told whether the answer it reads is one to HEAD and so has no body. */
final class AnswerDecoder extends HttpResponseDecoder {

    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_PIECE_BYTES = 64 * 1024;

    private boolean head;

    AnswerDecoder() {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEAD_BYTES)
                        .setMaxChunkSize(MAX_PIECE_BYTES)
                        .setInitialBufferSize(256));
    }

    void expect(boolean toHead) {
        head = toHead;
    }

    /** Whether bytes have come that belong to no answer. */
    boolean surplus() {
        return actualReadableBytes() > 0;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return head || super.isContentAlwaysEmpty(message);
    }
}
