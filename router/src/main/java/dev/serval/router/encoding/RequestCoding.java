package dev.serval.router.encoding;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.Locale;

/** How a request's body is coded, for a router that decodes bodies. Pure. */
public enum RequestCoding {
    /** It is as it is meant, or there is none. */
    PLAIN,
    /** gzip. */
    GZIP,
    /** One that is not taken, or several: 415. */
    UNKNOWN;

    /** What the head says. */
    public static RequestCoding of(HttpRequest request) {
        HttpHeaders head = request.headers();
        boolean body =
                HttpUtil.isTransferEncodingChunked(request)
                        || HttpUtil.getContentLength(request, 0L) > 0;
        if (!body || !head.contains(HttpHeaderNames.CONTENT_ENCODING)) {
            return PLAIN;
        }
        List<String> all = head.getAll(HttpHeaderNames.CONTENT_ENCODING);
        return switch (String.join(",", all).strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> PLAIN;
            case "gzip", "x-gzip" -> GZIP;
            default -> UNKNOWN;
        };
    }

    /** Makes it the head of a body that is decoded: of unknown length, and of no coding. */
    public static void decoded(HttpHeaders head) {
        head.remove(HttpHeaderNames.CONTENT_ENCODING)
                .remove(HttpHeaderNames.CONTENT_LENGTH)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
}
