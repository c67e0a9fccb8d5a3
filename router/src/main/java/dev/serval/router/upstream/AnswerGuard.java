package dev.serval.router.upstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Decides whether the head of an HTTP backend's answer has one meaning only (RFC 9112 section 6).
 * Pure. Lengths are looked at where the head is made into the client's.
 */
final class AnswerGuard {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int FIRST_STATUS = 100;
    private static final int FIRST_FINAL = 200;
    private static final int SWITCHING = 101;
    private static final int LAST_STATUS = 599;

    private AnswerGuard() {}

    /**
     * Whether it may be used.
     *
     * @param socket whether the backend was asked to switch to a WebSocket
     */
    static boolean passes(HttpResponse head, boolean socket) {
        HttpVersion version = head.protocolVersion();
        int status = head.status().code();
        boolean known =
                version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
        return known
                && status >= FIRST_STATUS
                && status <= LAST_STATUS
                && (status != SWITCHING || (socket && isSocket(head)))
                && codings(head, version, status);
    }

    private static boolean isSocket(HttpResponse head) {
        return head.headers()
                        .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && head.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
    }

    private static boolean codings(HttpResponse head, HttpVersion version, int status) {
        List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return true;
        }
        boolean none = status < FIRST_FINAL || status == NO_CONTENT;
        return !none
                && version.equals(HttpVersion.HTTP_1_1)
                && codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst());
    }

    /** Whether another request may follow this answer on its connection. */
    static boolean keeps(HttpResponse head, boolean toHead) {
        HttpHeaders headers = head.headers();
        int status = head.status().code();
        boolean ends =
                toHead
                        || status == NO_CONTENT
                        || status == NOT_MODIFIED
                        || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                        || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        return ends
                && head.status().codeClass() != HttpStatusClass.INFORMATIONAL
                && HttpUtil.isKeepAlive(head);
    }
}
