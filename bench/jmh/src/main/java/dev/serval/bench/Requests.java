package dev.serval.bench;

import dev.serval.http.HostNames;
import dev.serval.http.HttpDecoding;
import dev.serval.http.HttpLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Requests as clients send them, and as the router's decoder hands them on. */
final class Requests {

    static final HttpLimits LIMITS = new HttpLimits(8192, 32768, 100, 0, HostNames.ANY);

    private static final String LEAST =
            """
            GET / HTTP/1.1
            Host: 127.0.0.1:8000

            """;
    private static final String BROWSERS =
            """
            GET /shop/a%20thing?id=42&lang=en HTTP/1.1
            Host: shop.example.org
            User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0
            Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
            Accept-Language: en-US,en;q=0.5
            Accept-Encoding: gzip, deflate, br, zstd
            Connection: keep-alive
            Cookie: session=0123456789abcdef0123456789abcdef; theme=dark
            Sec-Fetch-Mode: navigate
            Cache-Control: max-age=0

            """;

    private Requests() {}

    /** wrk's: one field. */
    static HttpRequest least() {
        return decoded(leastBytes());
    }

    /** A browser's: a query, a cookie, some fields. */
    static HttpRequest browsers() {
        return decoded(browsersBytes());
    }

    /** wrk's, as it comes from a socket. */
    static ByteBuf leastBytes() {
        return bytes(LEAST);
    }

    /** A browser's, as it comes from a socket. */
    static ByteBuf browsersBytes() {
        return bytes(BROWSERS);
    }

    /** What a decoder makes of bytes without a body: the head; the end behind it is let go. */
    static Object head(EmbeddedChannel decoder, ByteBuf bytes) {
        decoder.writeInbound(bytes.retainedDuplicate());
        Object head = decoder.readInbound();
        ReferenceCountUtil.release(decoder.readInbound());
        return head;
    }

    private static ByteBuf bytes(String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    private static HttpRequest decoded(ByteBuf bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(HttpDecoding.requestDecoder(LIMITS));
        channel.writeInbound(bytes);
        HttpRequest request = channel.readInbound();
        channel.finishAndReleaseAll();
        return request;
    }
}
