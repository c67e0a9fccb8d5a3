package dev.serval.router.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serval.control.link.DraftState;
import dev.serval.control.link.ToChild.Draft;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URLDecoder;

/** What is below {@link LiveScript#FOLDER}, but for the events. */
final class LiveFolder {

    private LiveFolder() {}

    static FullHttpResponse answer(HttpRequest request, Drafts drafts) {
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        return switch (path) {
            case LiveScript.SCRIPT ->
                    BrokenAnswer.answer(
                            HttpResponseStatus.OK,
                            "text/javascript; charset=utf-8",
                            LiveScript.TEXT);
            case LiveScript.OVERLOOK -> overlook(mark < 0 ? "" : uri.substring(mark + 1), drafts);
            default ->
                    BrokenAnswer.answer(
                            HttpResponseStatus.NOT_FOUND,
                            "text/plain; charset=utf-8",
                            "serval dev has no such page\n");
        };
    }

    /** Only back to this server: two slashes would name another. */
    private static FullHttpResponse overlook(String target, Drafts drafts) {
        Draft now = drafts.now();
        if (now.state() == DraftState.BROKEN) {
            drafts.overlook(now);
        }
        FullHttpResponse answer =
                BrokenAnswer.answer(HttpResponseStatus.FOUND, "text/plain; charset=utf-8", "\n");
        answer.headers().set(HttpHeaderNames.LOCATION, place(target));
        return answer;
    }

    private static String place(String target) {
        try {
            String uri = URLDecoder.decode(target, UTF_8);
            return uri.matches("/(?!/)[!-~&&[^\\\\]]*") ? uri : "/";
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }

    /** The same answer without its body, for HEAD. */
    static FullHttpResponse headOf(FullHttpResponse answer) {
        FullHttpResponse head = answer.replace(Unpooled.EMPTY_BUFFER);
        answer.release();
        return head;
    }
}
