package dev.serval.http;

import dev.serval.http.Verdict.Refuse;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is one that every reader understands in the same way. A pure function
 * of the request and the limits: what Netty's decoder lets through and RFC 9112 does not ends here.
 */
public final class RequestGuard {

    private static final Verdict NOT_HTTP = new Refuse(400, "this is not an HTTP request");

    private static final Verdict TOO_LONG = new Refuse(414, "the request line is too long");

    /** RFC 9110 section 15.5.20. */
    private static final Verdict NOT_OURS = new Refuse(421, "this host is not served here");

    private RequestGuard() {}

    /** The one place where requests are refused before anybody is asked to serve them. */
    public static Verdict check(HttpRequest request, HttpLimits limits) {
        if (request.decoderResult().isFailure()) {
            return undecodable(request.decoderResult());
        }
        Verdict line = line(request, limits);
        if (line instanceof Refuse) {
            return line;
        }
        HttpHeaders headers = request.headers();
        if (headers.size() > limits.maxHeaders()) {
            return new Refuse(431, "there are too many header fields");
        }
        Verdict fields = FieldGuard.check(headers);
        if (fields instanceof Refuse) {
            return fields;
        }
        Verdict host = host(request, headers, limits.hosts());
        return host instanceof Refuse ? host : framing(request, headers, limits);
    }

    private static Verdict undecodable(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            return TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Refuse(431, "the header fields are too large");
        }
        return NOT_HTTP;
    }

    private static Verdict line(HttpRequest request, HttpLimits limits) {
        if (lineBytes(request) > limits.maxRequestLineBytes()) {
            return TOO_LONG;
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return version.majorVersion() >= 2
                    ? new Refuse(505, "only HTTP/1.0 and HTTP/1.1 are spoken here")
                    : NOT_HTTP;
        }
        if (!Tokens.isToken(request.method().name())) {
            return new Refuse(400, "the method is not a token");
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return new Refuse(405, "this is no proxy: CONNECT is not served");
        }
        return TargetPath.parse(request.method(), request.uri()).fault();
    }

    /** A request of HTTP/2 has no such line, and is measured as if it had. */
    private static int lineBytes(HttpRequest request) {
        return request.method().name().length()
                + request.uri().length()
                + request.protocolVersion().text().length()
                + 2 * " ".length();
    }

    private static Verdict host(HttpRequest request, HttpHeaders headers, HostNames served) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            return new Refuse(400, "there are several Host fields");
        }
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                    ? new Refuse(400, "there is no Host field")
                    : served.any() ? Verdict.PASS : NOT_OURS;
        }
        String host = hosts.get(0);
        if (!Tokens.isAuthority(host)) {
            return new Refuse(400, "the Host field is malformed");
        }
        String named = TargetPath.authority(request.uri());
        if (named != null && !named.equalsIgnoreCase(host)) {
            return new Refuse(400, "the target names another host than the Host field");
        }
        return served.allows(host) ? Verdict.PASS : NOT_OURS;
    }

    private static Verdict framing(HttpRequest request, HttpHeaders headers, HttpLimits limits) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        Verdict expected = expectation(headers.get(HttpHeaderNames.EXPECT));
        if (expected instanceof Refuse) {
            return expected;
        }
        if (!codings.isEmpty()) {
            return codings(request, codings, lengths);
        }
        if (lengths.size() > 1) {
            return new Refuse(400, "there are several Content-Length fields");
        }
        return lengths.isEmpty() ? Verdict.PASS : length(lengths.get(0), limits);
    }

    private static Verdict codings(
            HttpRequest request, List<String> codings, List<String> lengths) {
        if (!lengths.isEmpty()) {
            return new Refuse(400, "there are both Content-Length and Transfer-Encoding");
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return new Refuse(400, "HTTP/1.0 has no Transfer-Encoding");
        }
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            return new Refuse(501, "the only Transfer-Encoding served is chunked");
        }
        return Verdict.PASS;
    }

    private static Verdict length(String text, HttpLimits limits) {
        if (text.isEmpty() || !Tokens.areDigits(text, 0)) {
            return new Refuse(400, "Content-Length is not a number");
        }
        boolean huge = text.length() > 18;
        if (huge || (limits.maxBodyBytes() > 0 && Long.parseLong(text) > limits.maxBodyBytes())) {
            return new Refuse(413, "the body is too large");
        }
        return Verdict.PASS;
    }

    private static Verdict expectation(@Nullable String expect) {
        return expect == null || expect.equalsIgnoreCase("100-continue")
                ? Verdict.PASS
                : new Refuse(417, "the only expectation met is 100-continue");
    }
}
