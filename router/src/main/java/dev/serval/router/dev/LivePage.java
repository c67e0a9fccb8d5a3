package dev.serval.router.dev;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.serval.control.link.ToChild.Draft;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Locale;

/**
 * One answer on its way to a browser: a page gets a script behind its last byte, where any parser
 * takes it, by which it learns of the next draft. Anything else passes as it is, but is asked for
 * again by a browser that comes back.
 */
final class LivePage {

    private static final int OK = 200;
    private static final int FIRST_ERROR = 400;
    private static final String NO_STORE = "no-store";

    private final byte[] script;
    private boolean grows;

    /**
     * @param draft what the answer is made of
     */
    LivePage(Draft draft) {
        this.script = script(draft, "").getBytes(US_ASCII);
    }

    /** The element that keeps a page up to date. */
    static String script(Draft draft, String attributes) {
        return "<script src=\"%s?%d\"%s></script>\n"
                .formatted(LiveScript.SCRIPT, draft.change(), attributes);
    }

    /**
     * The head of the answer, perhaps with all of it.
     *
     * @param method of the request
     */
    HttpObject head(HttpResponse answer, HttpMethod method) {
        HttpHeaders fields = answer.headers();
        if (!fields.contains(HttpHeaderNames.CACHE_CONTROL, NO_STORE, true)) {
            fields.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        }
        grows = !method.equals(HttpMethod.HEAD) && isPage(answer);
        if (!grows) {
            return answer;
        }
        long length = HttpUtil.getContentLength(answer, -1L);
        if (length >= 0) {
            fields.set(HttpHeaderNames.CONTENT_LENGTH, length + script.length);
        }
        if (answer instanceof FullHttpResponse whole) {
            grows = false;
            return whole.replace(grown(whole.content()));
        }
        return answer;
    }

    private static boolean isPage(HttpResponse answer) {
        HttpHeaders fields = answer.headers();
        String type = fields.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        int status = answer.status().code();
        return type.startsWith("text/html")
                && (status == OK || status >= FIRST_ERROR)
                && !fields.contains(HttpHeaderNames.CONTENT_ENCODING)
                && !fields.contains(HttpHeaderNames.CONTENT_RANGE)
                && !fields.contains(HttpHeaderNames.CONTENT_DISPOSITION);
    }

    /** The end of the answer, with what comes before it. */
    List<HttpContent> end(LastHttpContent last) {
        if (!grows) {
            return List.of(last);
        }
        HttpContent more = new DefaultHttpContent(grown(last.content()));
        return List.of(
                more, new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, last.trailingHeaders()));
    }

    private ByteBuf grown(ByteBuf content) {
        return Unpooled.wrappedBuffer(content, Unpooled.wrappedBuffer(script));
    }
}
