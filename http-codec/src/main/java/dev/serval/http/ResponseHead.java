package dev.serval.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.Map.Entry;

/**
 * A backend's answer head, made into the client's: fields of one connection taken out, the body's
 * framing decided anew (RFC 9112 section 6).
 *
 * @param head what goes to the client
 * @param length how many body bytes follow; -1 if the backend did not say
 * @param bodiless whether the answer has no body whatever its head says
 * @param close whether the client's connection ends with this answer
 */
public record ResponseHead(HttpResponse head, long length, boolean bodiless, boolean close) {

    private static final String SERVER = "serval";

    /**
     * @param method of the request, keepAlive what the client wishes and we allow
     * @throws IllegalArgumentException if the backend's framing cannot be trusted: answer 502
     */
    public static ResponseHead of(
            HttpResponse backend, HttpMethod method, HttpVersion client, boolean keepAlive) {
        HttpHeaders from = backend.headers();
        long length = length(from);
        int status = backend.status().code();
        boolean bodiless =
                method.equals(HttpMethod.HEAD) || status == 204 || status == 304 || status < 200;
        HttpResponse head =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1,
                        backend.status(),
                        DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        copy(from, head.headers());
        boolean chunks = length < 0 && !bodiless && client.equals(HttpVersion.HTTP_1_1);
        boolean close = !keepAlive || (length < 0 && !bodiless && !chunks);
        if (chunks) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        connection(head, status, client, close);
        return new ResponseHead(head, length, bodiless, close);
    }

    /** A backend's 101 to a {@link SocketRequest}. */
    public static HttpResponse switching(HttpResponse backend) {
        HttpResponse head =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        copy(backend.headers(), head.headers());
        head.headers()
                .remove(HttpHeaderNames.CONTENT_LENGTH)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        return head;
    }

    /**
     * The same answer with a body whose length nobody knows: it will be changed on its way.
     *
     * @param client the version it speaks
     */
    public ResponseHead unsized(HttpVersion client) {
        HttpHeaders fields = head.headers();
        if (length < 0 || bodiless) {
            fields.remove(HttpHeaderNames.CONTENT_LENGTH);
            return this;
        }
        fields.remove(HttpHeaderNames.CONTENT_LENGTH);
        if (client.equals(HttpVersion.HTTP_1_1)) {
            fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            return this;
        }
        fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return new ResponseHead(head, length, false, true);
    }

    private static void connection(
            HttpResponse head, int status, HttpVersion client, boolean close) {
        HttpHeaders to = head.headers();
        if (status < HttpResponseStatus.OK.code()) {
            return;
        }
        if (close) {
            to.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (status == HttpResponseStatus.UPGRADE_REQUIRED.code()) {
            // The only protocol anything here is upgraded to (RFC 9110 section 15.5.22).
            to.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        } else if (client.equals(HttpVersion.HTTP_1_0)) {
            to.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        if (!to.contains(HttpHeaderNames.DATE)) {
            to.set(HttpHeaderNames.DATE, HttpDate.now());
        }
        if (!to.contains(HttpHeaderNames.SERVER)) {
            to.set(HttpHeaderNames.SERVER, SERVER);
        }
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        String named = HopByHop.connection(from);
        Iterator<Entry<CharSequence, CharSequence>> fields = from.iteratorCharSequence();
        while (fields.hasNext()) {
            Entry<CharSequence, CharSequence> field = fields.next();
            if (!HopByHop.has(field.getKey(), named)) {
                to.add(field.getKey(), field.getValue());
            }
        }
    }

    private static long length(HttpHeaders from) {
        Iterator<String> lengths = from.valueStringIterator(HttpHeaderNames.CONTENT_LENGTH);
        if (!lengths.hasNext()) {
            return -1;
        }
        String first = lengths.next();
        boolean certain =
                !first.isEmpty()
                        && first.length() < 19
                        && Tokens.areDigits(first, 0)
                        && !from.contains(HttpHeaderNames.TRANSFER_ENCODING);
        while (lengths.hasNext()) {
            certain &= lengths.next().equals(first);
        }
        if (!certain) {
            throw new IllegalArgumentException("the backend's answer has no certain length");
        }
        return Long.parseLong(first);
    }
}
