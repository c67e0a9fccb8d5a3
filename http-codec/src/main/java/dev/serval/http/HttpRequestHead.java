package dev.serval.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map.Entry;

/**
 * A request's head for a backend that speaks HTTP/1.1: fields of one connection taken out, what is
 * ours to say said anew, the body's framing decided anew (RFC 9110 section 7.6, RFC 9112 section
 * 3.2).
 */
public final class HttpRequestHead {

    private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
    private static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
    private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
    private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    private static final String NAME = " serval";

    private HttpRequestHead() {}

    /**
     * Writes the head of a request that the guard has passed.
     *
     * @param length of a body that came in chunks and goes out whole; -1 for any other
     */
    public static void write(
            ByteBuf out, HttpRequest request, ClientFacts facts, Sender sender, long length) {
        text(out, request.method().asciiName());
        text(out.writeByte(' '), target(request));
        text(out, " HTTP/1.1\r\n");
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        field(
                out,
                HttpHeaderNames.HOST,
                host.isEmpty() ? facts.serverName() + ":" + facts.serverPort() : host);
        fields(out, request.headers(), sender);
        if (length >= 0) {
            field(out, HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        } else if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            field(out, HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        }
        if (SocketRequest.asked(request)) {
            field(out, HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
            field(out, HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
        ours(out, request, facts, sender);
        out.writeByte('\r').writeByte('\n');
    }

    /** Said by us, whatever the client said. */
    private static void ours(ByteBuf out, HttpRequest request, ClientFacts facts, Sender sender) {
        String via =
                facts.protocol().isEmpty() ? request.protocolVersion().text() : facts.protocol();
        field(out, HttpHeaderNames.VIA, via.substring(via.indexOf('/') + 1) + NAME);
        if (!sender.forwardedFor().isEmpty()) {
            field(out, FORWARDED_FOR, sender.forwardedFor());
        }
        field(out, FORWARDED_PROTO, sender.https() ? "https" : "http");
        boolean told = sender.trusted() && request.headers().contains(FORWARDED_HOST);
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        if (!told && !host.isEmpty()) {
            field(out, FORWARDED_HOST, host);
        }
        field(out, RequestIds.REQUEST_ID, sender.ids().request());
        field(out, TRACEPARENT, sender.ids().traceparent());
    }

    private static void fields(ByteBuf out, HttpHeaders headers, Sender sender) {
        String named = HopByHop.connection(headers);
        Iterator<Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Entry<CharSequence, CharSequence> each = all.next();
            CharSequence name = each.getKey();
            boolean again = HttpHeaderNames.HOST.contentEqualsIgnoreCase(name);
            if (!again && !HopByHop.has(name, named) && !SpokenFor.hasField(name, sender)) {
                field(out, name, each.getValue());
            }
        }
    }

    /** Path and query: a backend is no proxy, and asks for no scheme and no authority. */
    private static String target(HttpRequest request) {
        String target = request.uri();
        String authority = TargetPath.authority(target);
        if (authority == null) {
            return target;
        }
        String path = target.substring(target.indexOf("://") + 3 + authority.length());
        return path.startsWith("/") ? path : "/" + path;
    }

    private static void field(ByteBuf out, CharSequence name, CharSequence value) {
        text(out, name);
        text(out.writeByte(':').writeByte(' '), value);
        out.writeByte('\r').writeByte('\n');
    }

    private static void text(ByteBuf out, CharSequence text) {
        out.writeCharSequence(text, text instanceof AsciiString ? US_ASCII : ISO_8859_1);
    }
}
