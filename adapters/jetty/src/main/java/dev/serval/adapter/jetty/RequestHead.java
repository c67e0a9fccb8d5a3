package dev.serval.adapter.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.app.Request;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.util.URIUtil;

/** A request's head as the engine wants it. Pure. */
final class RequestHead {

    private static final String CHUNKED = "SERVAL_BODY";

    private RequestHead() {}

    static MetaData.Request of(Request request, Caller caller) {
        HttpFields.Mutable fields = HttpFields.build();
        boolean socket = isSocket(request);
        request.headers()
                .forEach((name, value) -> {
                    // The worker compresses; between it and the engine there are plain frames.
                    if (!(socket && name.equalsIgnoreCase("sec-websocket-extensions"))) {
                        fields.add(name, value);
                    }
                });
        HttpURI uri =
                HttpURI.from(
                        request.scheme(),
                        caller.authority().getHost(),
                        caller.authority().getPort(),
                        pathQuery(request));
        return new MetaData.Request(
                request.method(), uri, caller.getHttpVersion(), fields, length(request, caller));
    }

    static boolean isSocket(Request request) {
        return request.headers().first("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    /** Of the body in bytes; -1 if that is not known. */
    static long length(Request request, Caller caller) {
        String said = request.headers().first("content-length").orElse("");
        if (!said.isEmpty() && said.length() < 19 && said.chars().allMatch(Character::isDigit)) {
            return Long.parseLong(said);
        }
        return caller.vars().containsKey(CHUNKED) ? -1 : 0;
    }

    /** As the client wrote it, unless a gateway has meant something else with it. */
    private static String pathQuery(Request request) {
        String path = request.mount() + request.path();
        String query = request.query().map(text -> "?" + text).orElse("");
        String written = request.target();
        int mark = written.indexOf('?');
        String raw = mark < 0 ? written : written.substring(0, mark);
        return (sameAs(path, raw) ? raw : URIUtil.encodePath(path)) + query;
    }

    private static boolean sameAs(String path, String raw) {
        if (raw.equals(path)) {
            return true;
        }
        try {
            return raw.startsWith("/")
                    && java.net.URLDecoder.decode(raw.replace("+", "%2B"), UTF_8).equals(path);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
