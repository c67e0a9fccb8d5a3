package dev.serval.router.exchange;

import dev.serval.control.trace.Span;
import dev.serval.http.ClientFacts;
import dev.serval.http.Forwarding;
import dev.serval.http.Sender;
import dev.serval.router.account.Account;
import dev.serval.router.account.Visit;
import dev.serval.router.upstream.UpstreamConnection;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Measures the requests of one connection, one after the other; on its loop. */
final class Meter {

    private final Account account;
    private final ClientFacts client;
    private @Nullable HttpRequest request;
    private @Nullable HttpResponse answer;
    private Visit.@Nullable Server server;
    private @Nullable Span span;
    private long began;
    private long lent;
    private long sent;

    Meter(Account account, ClientFacts client) {
        this.account = account;
        this.client = client;
    }

    /** A head has come. */
    void begin(HttpRequest head, long now) {
        request = head;
        server = null;
        span = null;
        began = now;
        lent = 0;
    }

    /** Who sends it, which is understood: its span begins, and its names are those of the span. */
    Sender sender(HttpRequest understood, Predicate<InetAddress> proxies) {
        Sender sender = Forwarding.of(understood.headers(), client, proxies);
        Span begun = account.span(understood, sender.ids());
        span = begun;
        return begun == null ? sender : sender.with(sender.ids().within(begun.traceparent()));
    }

    /** What is asked for now; null if that is not understood. */
    @Nullable HttpRequest request() {
        return request;
    }

    /** There is a backend for it. */
    void lent(UpstreamConnection connection) {
        server = connection.server();
        lent = connection.lentNanos();
    }

    /** Something leaves for the client. */
    void sent(Object part) {
        if (part instanceof HttpResponse head) {
            answer = head;
        }
        if (part instanceof HttpContent content) {
            sent += content.content().readableBytes();
        } else if (part instanceof FileRegion file) {
            sent += file.count();
        }
    }

    /**
     * The request is over.
     *
     * @param exchange that had it; null if it was refused at once
     * @param whole whether all of the answer was sent
     */
    void end(@Nullable Exchange exchange, boolean whole, long now) {
        HttpRequest asked = request;
        int status = answer == null ? 0 : answer.status().code();
        boolean switched = status == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        account.over(
                new Visit(
                        asked,
                        client,
                        exchange == null ? null : exchange.sender(),
                        exchange == null ? "" : exchange.user(),
                        status < HttpResponseStatus.OK.code() && !switched ? 0 : status,
                        whole,
                        asked == null ? 0 : now - began,
                        lent == 0 ? 0 : lent - began,
                        exchange == null ? 0 : exchange.bodyBytes(),
                        sent,
                        answer,
                        server,
                        span));
        request = null;
        answer = null;
        sent = 0;
    }
}
