package dev.serval.worker.serve;

import dev.serval.http.ClientFacts;
import dev.serval.uwsgi.UwsgiProtocolException;
import dev.serval.uwsgi.Vars;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request that is refused for its head: as much of it as the log can use. */
final class Misfit {

    private Misfit() {}

    /**
     * @param request null if no head has come
     */
    static Vars vars(@Nullable HttpRequest request, ClientFacts client) {
        Vars sender = Vars.of("REMOTE_ADDR", client.remoteAddr());
        if (request == null || request.decoderResult().isFailure()) {
            return sender;
        }
        HttpHeaders headers = request.headers();
        try {
            return Vars.of(
                    "REMOTE_ADDR",
                    client.remoteAddr(),
                    "REQUEST_METHOD",
                    request.method().name(),
                    "REQUEST_URI",
                    request.uri(),
                    "SERVER_PROTOCOL",
                    request.protocolVersion().text(),
                    "HTTP_HOST",
                    headers.get(HttpHeaderNames.HOST, ""),
                    "HTTP_REFERER",
                    headers.get(HttpHeaderNames.REFERER, ""),
                    "HTTP_USER_AGENT",
                    headers.get(HttpHeaderNames.USER_AGENT, ""));
        } catch (UwsgiProtocolException e) {
            // Too long for a packet, which is why it is refused.
            return sender;
        }
    }
}
