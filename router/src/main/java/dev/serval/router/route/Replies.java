package dev.serval.router.route;

import dev.serval.http.ErrorReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/** Answers that rules give. */
final class Replies {

    private static final int MAINTENANCE_SECONDS = 60;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private Replies() {}

    static FullHttpResponse redirect(int status, String location) {
        FullHttpResponse reply = of(status, Unpooled.EMPTY_BUFFER);
        reply.headers().set(HttpHeaderNames.LOCATION, location);
        return reply;
    }

    static FullHttpResponse maintenance(byte[] page) {
        FullHttpResponse reply = of(UNAVAILABLE, Unpooled.wrappedBuffer(page));
        reply.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.RETRY_AFTER, MAINTENANCE_SECONDS);
        return reply;
    }

    static FullHttpResponse tooMany(long waitNanos) {
        FullHttpResponse reply =
                ErrorReply.of(TOO_MANY, "there are too many requests from this address", true);
        reply.headers()
                .set(HttpHeaderNames.RETRY_AFTER, 1 + TimeUnit.NANOSECONDS.toSeconds(waitNanos));
        return reply;
    }

    static FullHttpResponse whoAreYou(String realm) {
        FullHttpResponse reply = ErrorReply.of(UNAUTHORIZED, "a name and a password", true);
        reply.headers()
                .set(
                        HttpHeaderNames.WWW_AUTHENTICATE,
                        "Basic realm=\"%s\", charset=\"UTF-8\"".formatted(realm));
        return reply;
    }

    static FullHttpResponse busy() {
        return ErrorReply.of(UNAVAILABLE, "too many passwords are being checked", true);
    }

    static FullHttpResponse ambiguous() {
        return ErrorReply.of(
                HttpResponseStatus.BAD_REQUEST.code(), "the path has more than one meaning", true);
    }

    private static FullHttpResponse of(int status, ByteBuf body) {
        FullHttpResponse reply =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return reply;
    }
}
