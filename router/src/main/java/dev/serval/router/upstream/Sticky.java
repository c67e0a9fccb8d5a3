package dev.serval.router.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client at the backend that served it first, by a cookie. Its value is a hash of the
 * backend's name and the pool's, the same in every router and after a restart; one that is not
 * known here means nothing.
 */
final class Sticky {

    private static final int ID_BYTES = 8;

    private final String cookie;

    private Sticky(String cookie) {
        this.cookie = cookie;
    }

    /**
     * @param cookie its name; empty for none
     */
    static Optional<Sticky> by(String cookie) {
        return cookie.isEmpty() ? Optional.empty() : Optional.of(new Sticky(cookie));
    }

    /** What the request's cookie says; null if it has none. */
    @Nullable String said(HttpRequest request) {
        for (String field : request.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (Cookie each : ServerCookieDecoder.LAX.decodeAll(field)) {
                if (each.name().equals(cookie)) {
                    return each.value();
                }
            }
        }
        return null;
    }

    /** Tells the client which backend it has, if it does not know. */
    void sign(String id, HttpRequest request, HttpHeaders answer, boolean https) {
        if (!id.equals(said(request))) {
            answer.add(
                    HttpHeaderNames.SET_COOKIE,
                    "%s=%s; Path=/; HttpOnly; SameSite=Lax%s"
                            .formatted(cookie, id, https ? "; Secure" : ""));
        }
    }

    /** What stands for a backend of a pool. */
    static String id(String pool, String backend) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((pool + " " + backend).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
