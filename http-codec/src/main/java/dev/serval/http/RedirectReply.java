package dev.serval.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Sends a client to the same target over HTTPS. */
public final class RedirectReply {

    private static final String HTTPS_PORT = "443";

    private RedirectReply() {}

    /**
     * 301 for GET and HEAD; 308 for others, so that the method and the body are sent again (RFC
     * 9110 section 15.4.9). 400 for a request the guard refuses or that has no host.
     *
     * @param port where HTTPS is, for the client
     */
    public static FullHttpResponse of(HttpRequest request, HttpLimits limits, String port) {
        if (RequestGuard.check(request, limits) instanceof Verdict.Refuse(int status, String why)) {
            return ErrorReply.of(status, why, false);
        }
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        if (host.isEmpty()) {
            return ErrorReply.of(400, "there is no Host field to redirect to", false);
        }
        boolean safe =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        FullHttpResponse reply =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        safe
                                ? HttpResponseStatus.MOVED_PERMANENTLY
                                : HttpResponseStatus.PERMANENT_REDIRECT,
                        Unpooled.EMPTY_BUFFER);
        reply.headers()
                .set(HttpHeaderNames.LOCATION, location(host, port, request.uri()))
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.DATE, HttpDate.now())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return reply;
    }

    private static String location(String host, String port, String target) {
        String shown = port.equals(HTTPS_PORT) ? "" : ":" + port;
        return "https://" + withoutPort(host) + shown + origin(target);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /** The target without scheme and authority. */
    private static String origin(String target) {
        String authority = TargetPath.authority(target);
        String path =
                authority == null
                        ? target
                        : target.substring(target.indexOf("://") + 3 + authority.length());
        return path.startsWith("/") ? path : path.startsWith("?") ? "/" + path : "/";
    }
}
