package dev.serval.router.exchange;

import dev.serval.http.RequestIds;
import dev.serval.http.ResponseHead;
import dev.serval.http.Sender;
import dev.serval.router.route.Route;
import dev.serval.router.upstream.UpstreamConnection;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The heads of the answers to one request, as its client gets them. */
record AnswerHeads(HttpRequest request, Sender sender, Route route) {

    /**
     * The answer.
     *
     * @param keepAlive whether another request may follow
     * @param from who has answered; null for an answer of our own
     * @throws IllegalArgumentException if the backend's framing cannot be trusted
     */
    ResponseHead answer(
            HttpResponse backend, boolean keepAlive, @Nullable UpstreamConnection from) {
        ResponseHead head =
                ResponseHead.of(backend, request.method(), request.protocolVersion(), keepAlive);
        HttpHeaders fields = head.head().headers();
        fields.set(RequestIds.REQUEST_ID, sender.ids().request());
        route.edit(fields);
        if (from != null) {
            from.sign(fields, sender.https());
        }
        return head;
    }

    /** The connection becomes a WebSocket. */
    HttpResponse switching(HttpResponse backend) {
        HttpResponse head = ResponseHead.switching(backend);
        head.headers().set(RequestIds.REQUEST_ID, sender.ids().request());
        return head;
    }

    /** Early hints go to those who know them; 100 is ours to send. */
    Optional<HttpResponse> informational(HttpResponse backend) {
        boolean ours = backend.status().equals(HttpResponseStatus.CONTINUE);
        if (ours || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return Optional.empty();
        }
        return Optional.of(
                ResponseHead.of(backend, request.method(), request.protocolVersion(), true).head());
    }
}
