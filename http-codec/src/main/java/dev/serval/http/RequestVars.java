package dev.serval.http;

import static dev.serval.uwsgi.Wire.ascii;

import dev.serval.uwsgi.VarsWriter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/**
 * A request as CGI variables, the way uWSGI's http router sends them (uwsgi-docs, Vars.rst),
 * without its faults: the port is the client's, repeated fields are joined by their own rule, and
 * fields that belong to one connection only are left out (RFC 9110 section 7.6.1).
 */
public final class RequestVars {

    private static final byte[] REQUEST_METHOD = ascii("REQUEST_METHOD");
    private static final byte[] REQUEST_URI = ascii("REQUEST_URI");
    private static final byte[] PATH_INFO = ascii("PATH_INFO");
    private static final byte[] QUERY_STRING = ascii("QUERY_STRING");
    private static final byte[] SERVER_PROTOCOL = ascii("SERVER_PROTOCOL");
    private static final byte[] SCRIPT_NAME = ascii("SCRIPT_NAME");
    private static final byte[] SERVER_NAME = ascii("SERVER_NAME");
    private static final byte[] SERVER_PORT = ascii("SERVER_PORT");
    private static final byte[] UWSGI_ROUTER = ascii("UWSGI_ROUTER");
    private static final byte[] REQUEST_SCHEME = ascii("REQUEST_SCHEME");
    private static final byte[] HTTPS = ascii("HTTPS");
    private static final byte[] HTTPS_DN = ascii("HTTPS_DN");
    private static final byte[] HTTPS_CC = ascii("HTTPS_CC");
    private static final byte[] REMOTE_ADDR = ascii("REMOTE_ADDR");
    private static final byte[] REMOTE_PORT = ascii("REMOTE_PORT");
    private static final byte[] FORWARDED_FOR = ascii("HTTP_X_FORWARDED_FOR");
    private static final byte[] FORWARDED_PROTO = ascii("HTTP_X_FORWARDED_PROTO");
    private static final byte[] REQUEST_ID = ascii("HTTP_X_REQUEST_ID");
    private static final byte[] TRACEPARENT = ascii("HTTP_TRACEPARENT");
    private static final byte[] UPGRADE = ascii("HTTP_UPGRADE");
    private static final byte[] WEBSOCKET = ascii("websocket");
    private static final byte[] CONNECTION = ascii("HTTP_CONNECTION");
    private static final byte[] UPGRADE_OPTION = ascii("Upgrade");
    private static final byte[] EMPTY = {};
    private static final byte[] ON = ascii("on");
    private static final byte[] HTTP = ascii("http");
    private static final byte[] HTTPS_SCHEME = ascii("https");

    /** Names of every day, so that no string is built for them. */
    private static final Map<AsciiString, byte[]> KNOWN = new HashMap<>();

    static {
        for (String name :
                new String[] {
                    "Host",
                    "User-Agent",
                    "Accept",
                    "Accept-Encoding",
                    "Accept-Language",
                    "Cookie",
                    "Referer",
                    "Origin",
                    "Authorization",
                    "Cache-Control",
                    "Pragma",
                    "If-Modified-Since",
                    "If-None-Match",
                    "Range",
                    "DNT",
                    "X-Forwarded-For",
                    "X-Forwarded-Proto",
                    "X-Forwarded-Host",
                    "X-Real-IP",
                    "X-Request-Id",
                    "Upgrade-Insecure-Requests",
                    "Sec-Fetch-Mode",
                    "Sec-Fetch-Site",
                    "Sec-Fetch-Dest",
                    "Sec-Fetch-User",
                    "Traceparent",
                    "Content-Type",
                    "Content-Length"
                }) {
            byte[] key = ascii(cgiName(name));
            KNOWN.put(AsciiString.of(name), key);
            KNOWN.put(AsciiString.of(name.toLowerCase(Locale.ROOT)), key);
        }
    }

    private RequestVars() {}

    /**
     * Writes all variables of a request that the guard has passed.
     *
     * @throws dev.serval.uwsgi.UwsgiProtocolException if one of them does not fit
     */
    public static void write(
            VarsWriter out, HttpRequest request, ClientFacts facts, Sender sender) {
        TargetPath target = TargetPath.parse(request.method(), request.uri());
        out.put(REQUEST_METHOD, request.method().asciiName())
                .put(REQUEST_URI, request.uri())
                .put(PATH_INFO, target.path())
                .put(QUERY_STRING, target.query())
                .put(
                        SERVER_PROTOCOL,
                        facts.protocol().isEmpty()
                                ? request.protocolVersion().text()
                                : facts.protocol())
                .put(SCRIPT_NAME, EMPTY)
                .put(SERVER_NAME, facts.serverName())
                .put(SERVER_PORT, facts.serverPort())
                .put(UWSGI_ROUTER, HTTP)
                .put(REQUEST_SCHEME, sender.https() ? HTTPS_SCHEME : HTTP);
        if (sender.https()) {
            https(out, facts.identity());
        }
        out.put(REMOTE_ADDR, sender.remoteAddr()).put(REMOTE_PORT, sender.remotePort());
        fields(out, request.headers(), sender);
        if (SocketRequest.asked(request)) {
            out.put(UPGRADE, WEBSOCKET).put(CONNECTION, UPGRADE_OPTION);
        }
        ours(out, sender);
    }

    private static void https(VarsWriter out, ClientIdentity identity) {
        out.put(HTTPS, ON);
        if (!identity.name().isEmpty()) {
            out.put(HTTPS_DN, identity.name());
        }
        if (!identity.pem().isEmpty()) {
            out.put(HTTPS_CC, identity.pem());
        }
    }

    /**
     * Said by us, whatever the client said. Where no proxy stands between, {@code REMOTE_ADDR} and
     * {@code REQUEST_SCHEME} have said what X-Forwarded-For and X-Forwarded-Proto would.
     */
    private static void ours(VarsWriter out, Sender sender) {
        if (sender.trusted()) {
            if (!sender.forwardedFor().isEmpty()) {
                out.put(FORWARDED_FOR, sender.forwardedFor());
            }
            out.put(FORWARDED_PROTO, sender.https() ? HTTPS_SCHEME : HTTP);
        }
        out.put(REQUEST_ID, sender.ids().request()).put(TRACEPARENT, sender.ids().traceparent());
    }

    private static void fields(VarsWriter out, HttpHeaders headers, Sender sender) {
        String named = HopByHop.connection(headers);
        Iterator<Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        Repeats repeats = new Repeats(headers);
        while (fields.hasNext()) {
            Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence name = field.getKey();
            if (HopByHop.has(name, named) || repeats.written(name)) {
                continue;
            }
            byte[] known = name instanceof AsciiString text ? KNOWN.get(text) : null;
            byte[] key = known == null ? ascii(cgiName(name.toString())) : known;
            if (!SpokenFor.has(key, sender)) {
                out.put(key, repeats.joined(name, field.getValue()));
            }
        }
    }

    private static String cgiName(String field) {
        String name = field.toUpperCase(Locale.ROOT).replace('-', '_');
        return name.equals("CONTENT_TYPE") || name.equals("CONTENT_LENGTH") ? name : "HTTP_" + name;
    }
}
