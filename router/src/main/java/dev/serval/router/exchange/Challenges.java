package dev.serval.router.exchange;

import dev.serval.http.ErrorReply;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an ACME authority asks a host for (RFC 8555 section 8.3): a file of one line for each token.
 * No application sees such a request. Any thread.
 */
public final class Challenges {

    private static final String PREFIX = "/.well-known/acme-challenge/";
    private static final String TOKEN = "[A-Za-z0-9_-]{1,128}";
    private static final int MAX_BYTES = 1024;

    private final @Nullable Path folder;

    private Challenges(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder empty: there are none, and the application sees such requests
     */
    public static Challenges in(String folder) {
        return new Challenges(folder.isEmpty() ? null : Path.of(folder));
    }

    /** The answer, after which the connection ends; null for any other request. */
    public @Nullable FullHttpResponse answer(HttpRequest request) {
        Path from = folder;
        if (from == null || !request.uri().startsWith(PREFIX)) {
            return null;
        }
        String token = request.uri().substring(PREFIX.length());
        byte[] proof = token.matches(TOKEN) ? read(from.resolve(token)) : null;
        if (proof == null) {
            return ErrorReply.of(404, "nothing is to be proved by this token", false);
        }
        FullHttpResponse reply =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(proof));
        reply.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM)
                .set(HttpHeaderNames.CONTENT_LENGTH, proof.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return reply;
    }

    private static byte @Nullable [] read(Path file) {
        try {
            return Files.size(file) > MAX_BYTES ? null : Files.readAllBytes(file);
        } catch (IOException e) {
            // There is none of that name.
            return null;
        }
    }
}
