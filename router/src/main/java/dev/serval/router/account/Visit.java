package dev.serval.router.account;

import dev.serval.control.trace.Span;
import dev.serval.http.ClientFacts;
import dev.serval.http.Sender;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request that is over.
 *
 * @param request null if it was not understood
 * @param client whose connection it was
 * @param sender who it came from; null if it was refused before that was known
 * @param user whom the client has proved to be, a byte a character; empty for nobody
 * @param status of the answer; 0 if there was none
 * @param whole whether all of the answer was sent
 * @param tookNanos from its head to its end
 * @param waitedNanos of these, until a backend was there for it
 * @param received bytes of its body
 * @param sent bytes of its answer's body
 * @param answer the answer's head; null if there was none
 * @param server who answered; null if no backend was asked
 * @param span that it has; null for none
 */
public record Visit(
        @Nullable HttpRequest request,
        ClientFacts client,
        @Nullable Sender sender,
        String user,
        int status,
        boolean whole,
        long tookNanos,
        long waitedNanos,
        long received,
        long sent,
        @Nullable HttpResponse answer,
        @Nullable Server server,
        @Nullable Span span) {

    /**
     * @param pid its process; 0 if it is none of ours
     */
    public record Server(long pid) {}
}
