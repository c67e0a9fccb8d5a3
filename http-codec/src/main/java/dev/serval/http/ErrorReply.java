package dev.serval.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** An answer of the server's own: a status, one sentence, and nothing of the client's. */
public final class ErrorReply {

    private static final int RETRY_SECONDS = 1;

    private ErrorReply() {}

    /**
     * @param status 400 to 599; 503 says when to come again, 415 what coding is taken
     * @param why one sentence in ASCII
     * @param keepAlive whether the connection goes on
     */
    public static FullHttpResponse of(int status, String why, boolean keepAlive) {
        HttpResponseStatus line = HttpResponseStatus.valueOf(status);
        byte[] text = (line + "\n" + why + "\n").getBytes(US_ASCII);
        FullHttpResponse reply =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, line, Unpooled.wrappedBuffer(text));
        reply.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length)
                .set(HttpHeaderNames.DATE, HttpDate.now());
        if (!keepAlive) {
            reply.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        if (line.equals(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE)) {
            reply.headers().set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP);
        }
        if (line.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            reply.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        return reply;
    }
}
