package dev.serval.router.stream;

import io.netty.handler.codec.Headers;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Heads of HTTP/2 and HTTP/3 and those of HTTP/1, made into each other. Pure. What is malformed by
 * their own rules ends here (RFC 9113 section 8.2, RFC 9114 section 4.2: the same); the rest is for
 * the guard, as with HTTP/1.
 */
public final class StreamHead {

    private static final AsciiString METHOD = AsciiString.of(":method");
    private static final AsciiString PATH = AsciiString.of(":path");
    private static final AsciiString SCHEME = AsciiString.of(":scheme");
    private static final AsciiString AUTHORITY = AsciiString.of(":authority");
    private static final AsciiString PROTOCOL = AsciiString.of(":protocol");
    private static final AsciiString STATUS = AsciiString.of(":status");

    private static final AsciiString TE = AsciiString.of("te");
    private static final AsciiString TRAILERS = AsciiString.of("trailers");
    private static final Set<AsciiString> OF_A_CONNECTION =
            Set.of(
                    AsciiString.of("connection"),
                    AsciiString.of("keep-alive"),
                    AsciiString.of("proxy-connection"),
                    AsciiString.of("transfer-encoding"),
                    AsciiString.of("upgrade"));

    /** A WebSocket's key is of HTTP/1 only, and backends ask for one. */
    private static final int KEY_BYTES = 16;

    private static final AsciiString ACCEPT = AsciiString.of("sec-websocket-accept");

    private StreamHead() {}

    /** Whether it asks that the stream become a WebSocket (RFC 8441 section 4). */
    public static boolean asksForSocket(Headers<CharSequence, CharSequence, ?> from) {
        CharSequence protocol = from.get(PROTOCOL);
        return protocol != null
                && AsciiString.contentEqualsIgnoreCase(protocol, HttpHeaderValues.WEBSOCKET)
                && HttpMethod.CONNECT.asciiName().contentEquals(from.get(METHOD));
    }

    /** Whether it asks that the stream become anything else than a request (RFC 8441, RFC 9220). */
    public static boolean asksForOther(Headers<CharSequence, CharSequence, ?> from) {
        return from.contains(PROTOCOL);
    }

    /** The handshake of HTTP/1 that means the same. */
    private static void handshake(HttpHeaders to) {
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        to.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(key));
    }

    /**
     * @param ended whether no body follows
     * @return nothing if the head is malformed
     */
    public static Optional<HttpRequest> request(
            Headers<CharSequence, CharSequence, ?> from, boolean ended) {
        CharSequence method = from.get(METHOD);
        CharSequence path = from.get(PATH);
        CharSequence scheme = from.get(SCHEME);
        if (method == null || path == null || scheme == null || !isScheme(scheme)) {
            return Optional.empty();
        }
        boolean asterisk = path.length() == 1 && path.charAt(0) == '*';
        if (method.isEmpty() || path.isEmpty() || (path.charAt(0) != '/' && !asterisk)) {
            return Optional.empty();
        }
        boolean socket = asksForSocket(from);
        if (socket && ended) {
            return Optional.empty();
        }
        HttpRequest request =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1,
                        socket ? HttpMethod.GET : HttpMethod.valueOf(method.toString()),
                        path.toString(),
                        DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        HttpHeaders to = request.headers();
        if (!copy(from, to) || !host(from.get(AUTHORITY), to)) {
            return Optional.empty();
        }
        if (socket) {
            handshake(to);
        } else if (!ended && !to.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            // The exchange's word for a body whose length is not known.
            to.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return Optional.of(request);
    }

    private static boolean isScheme(CharSequence scheme) {
        return AsciiString.contentEqualsIgnoreCase(scheme, "https")
                || AsciiString.contentEqualsIgnoreCase(scheme, "http");
    }

    /** False if a field has no place here. */
    private static boolean copy(Headers<CharSequence, CharSequence, ?> from, HttpHeaders to) {
        Iterator<Entry<CharSequence, CharSequence>> fields = from.iterator();
        while (fields.hasNext()) {
            Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence name = field.getKey();
            if (!name.isEmpty() && name.charAt(0) == ':') {
                continue;
            }
            AsciiString key = AsciiString.of(name);
            if (OF_A_CONNECTION.contains(key) || hasUpperCase(key)) {
                return false;
            }
            if (key.equals(TE) && !TRAILERS.contentEqualsIgnoreCase(field.getValue())) {
                return false;
            }
            to.add(key, field.getValue());
        }
        return true;
    }

    private static boolean hasUpperCase(AsciiString name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                return true;
            }
        }
        return false;
    }

    /** The authority is the host; a Host field beside it must say the same (section 8.3.1). */
    private static boolean host(CharSequence authority, HttpHeaders to) {
        if (authority == null) {
            return true;
        }
        String host = to.get(HttpHeaderNames.HOST);
        to.set(HttpHeaderNames.HOST, authority);
        return host == null || AsciiString.contentEqualsIgnoreCase(host, authority);
    }

    /**
     * Writes an answer's head, without what belongs to a connection.
     *
     * @return {@code to}
     */
    public static <H extends Headers<CharSequence, CharSequence, H>> H answer(
            HttpResponse from, H to) {
        boolean switching = from.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        to.set(STATUS, (switching ? HttpResponseStatus.OK : from.status()).codeAsText());
        Iterator<Entry<CharSequence, CharSequence>> fields = from.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Entry<CharSequence, CharSequence> field = fields.next();
            AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
            if (!OF_A_CONNECTION.contains(name) && !(switching && name.equals(ACCEPT))) {
                to.add(name, field.getValue());
            }
        }
        return to;
    }
}
