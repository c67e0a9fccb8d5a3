package dev.serval.router.account;

import dev.serval.control.trace.RequestFacts;
import dev.serval.control.trace.Span;
import io.netty.handler.codec.http.HttpRequest;

/** A visit, for its span. */
final class VisitSpan {

    private VisitSpan() {}

    static void end(Span span, Visit visit) {
        HttpRequest request = visit.request();
        if (request == null || !span.sampled()) {
            return;
        }
        String known = visit.client().protocol();
        Visit.Server server = visit.server();
        span.end(
                new RequestFacts(
                        request.uri(),
                        visit.client().serverName(),
                        known.isEmpty() ? request.protocolVersion().text() : known,
                        visit.status(),
                        visit.whole(),
                        "",
                        server == null
                                ? RequestFacts.Server.NONE
                                : RequestFacts.Server.of(server.pid())));
    }
}
