package dev.serval.router.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.link.ToChild.Draft;
import dev.serval.http.HttpDate;
import dev.serval.http.MediaRanges;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URLEncoder;
import java.util.Set;

/** What a client is told instead of an answer while the sources are broken. Pure. */
final class BrokenAnswer {

    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    /** What a browser asks for to look at by itself; parts of a page are served as before. */
    private static final Set<String> SHOWN = Set.of("document", "iframe", "frame", "empty");

    private static final String TITLE = "The application is broken";

    private BrokenAnswer() {}

    /** Whether it is told so. */
    static boolean isFor(HttpRequest request) {
        String part = request.headers().get("sec-fetch-dest");
        return part == null || SHOWN.contains(part);
    }

    static FullHttpResponse of(HttpRequest request, Draft draft) {
        String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
        if (accept.contains(HTML) && MediaRanges.quality(accept, HTML) > 0) {
            return answer(HTML + "; charset=utf-8", page(request, draft));
        }
        return accept.contains(JSON)
                ? answer(JSON, draft.json() + "\n")
                : answer("text/plain; charset=utf-8", draft.text() + "\n");
    }

    private static String page(HttpRequest request, Draft draft) {
        return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <style>
        body { margin: 0; padding: 2em; background: #141418; color: #eee; font: 14px/1.5 monospace }
        pre { white-space: pre-wrap } a { color: #9cf }
        </style></head>
        <body><h1>%s</h1>
        <pre id="serval-broken">%s</pre>
        <p>This page comes back by itself once it is mended.
        <a href="%s?%s">Look at what served before</a></p>
        %s</body></html>
        """
                .formatted(
                        TITLE,
                        TITLE,
                        escaped(draft.text()),
                        LiveScript.OVERLOOK,
                        URLEncoder.encode(request.uri(), UTF_8),
                        LivePage.script(draft, LiveScript.BROKEN_PAGE));
    }

    private static FullHttpResponse answer(String type, String text) {
        return answer(HttpResponseStatus.INTERNAL_SERVER_ERROR, type, text);
    }

    /** An answer of ours that nobody keeps. */
    static FullHttpResponse answer(HttpResponseStatus status, String type, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        FullHttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-content-type-options", "nosniff")
                .set(HttpHeaderNames.DATE, HttpDate.now());
        return answer;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
